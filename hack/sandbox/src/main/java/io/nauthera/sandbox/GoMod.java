package io.nauthera.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A small Go module of ours that pins one upstream: its go.mod decides the versions. */
record GoMod(Path folder, String text) {
  static GoMod read(Path folder) {
    try {
      return new GoMod(folder, Files.readString(folder.resolve("go.mod")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version of a required module, "v1.36.3". */
  String version(String module) {
    var line = Pattern.compile("(?m)^(?:require)?\\s*" + Pattern.quote(module) + "\\s+(v\\S+)");
    var match = line.matcher(text);
    if (!match.find()) {
      throw new SandboxException(folder.resolve("go.mod") + " does not require " + module);
    }
    return match.group(1);
  }

  /** The oldest Go that builds it, "1.26.0". */
  String go() {
    var match = Pattern.compile("(?m)^go\\s+(\\S+)").matcher(text);
    if (!match.find()) {
      throw new SandboxException(folder.resolve("go.mod") + " has no go line");
    }
    return match.group(1);
  }

  /** Ten digits that change with anything that decides what is built. */
  String fingerprint() {
    try (var files = Files.list(folder)) {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : files.filter(GoMod::isSource).sorted().toList()) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 10);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isSource(Path file) {
    var name = file.getFileName().toString();
    return name.equals("go.mod") || name.equals("go.sum") || name.endsWith(".go");
  }
}
