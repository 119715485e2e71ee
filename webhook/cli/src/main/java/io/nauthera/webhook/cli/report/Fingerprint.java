package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies an issue across runs, even if the manifest has moved to another line or file, or the
 * entry within its list.
 */
final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 in hexadecimal digits. */
  static String of(Result result, Issue issue) {
    String field = issue.field().replaceAll("\\[\\d+]", "[]");
    String what =
        String.join("\0", Locations.manifest(result), issue.rule(), field, issue.message());
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
