package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.judging.Problem;
import io.nauthera.webhook.cli.judging.Result;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells one problem from another, and the same again in a later run: the manifest may have moved to
 * another line or file, and the line within its list.
 */
final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 in hexadecimal digits. */
  static String of(Result result, Problem problem) {
    String field = problem.field().replaceAll("\\[\\d+]", "[]");
    String what =
        String.join("\0", Places.manifest(result), problem.rule(), field, problem.message());
    return HexFormat.of().formatHex(sha256().digest(what.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
