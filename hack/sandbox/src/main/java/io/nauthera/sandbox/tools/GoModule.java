package io.nauthera.sandbox.tools;

import io.nauthera.sandbox.process.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A Go module under hack/tools. Its go.mod pins the version of one upstream project. */
record GoModule(Path folder, String goMod) {
  static GoModule read(Path folder) {
    try {
      return new GoModule(folder, Files.readString(folder.resolve("go.mod")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version of a required module, e.g. "v1.36.3". */
  String version(String module) {
    var line = Pattern.compile("(?m)^(?:require)?\\s*" + Pattern.quote(module) + "\\s+(v\\S+)");
    var match = line.matcher(goMod);
    if (!match.find()) {
      throw new SandboxException(folder.resolve("go.mod") + " does not require " + module);
    }
    return match.group(1);
  }

  /** The oldest Go version that can build the module, e.g. "1.26.0". */
  String goVersion() {
    var match = Pattern.compile("(?m)^go\\s+(\\S+)").matcher(goMod);
    if (!match.find()) {
      throw new SandboxException(folder.resolve("go.mod") + " has no go line");
    }
    return match.group(1);
  }

  /** Ten hexadecimal digits that change when a source file, go.mod or go.sum changes. */
  String fingerprint() {
    try (var files = Files.list(folder)) {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : files.filter(GoModule::isSource).sorted().toList()) {
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
