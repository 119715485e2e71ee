package io.nauthera.images;

import io.nauthera.sandbox.process.SandboxException;
import java.util.regex.Pattern;

/** What a Debian package says about itself: the fields of its control file. */
public record DebianPackage(String name, String version, String architecture, String control) {
  static DebianPackage parse(String control) {
    return new DebianPackage(
        field(control, "Package"),
        field(control, "Version"),
        field(control, "Architecture"),
        control);
  }

  private static String field(String control, String name) {
    var line = Pattern.compile("(?m)^" + name + ": (.+)$").matcher(control);
    if (!line.find()) {
      throw new SandboxException("a Debian package has no field " + name + ":\n" + control);
    }
    return line.group(1).strip();
  }
}
