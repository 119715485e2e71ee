package io.nauthera.images;

import io.nauthera.sandbox.process.SandboxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a Debian package says about itself in the fields of its control file. */
public record DebianPackage(String control) {
  /** A field that every package has, e.g. "Version". */
  public String field(String name) {
    return optionalField(name)
        .orElseThrow(
            () -> new SandboxException("a Debian package has no field " + name + ":\n" + control));
  }

  /** The source package, which security advisories name. */
  String source() {
    return optionalField("Source").orElseGet(() -> field("Package")).replaceFirst(" .*", "");
  }

  private Optional<String> optionalField(String name) {
    var line = Pattern.compile("(?m)^" + name + ": (.+)$").matcher(control);
    return line.find() ? Optional.of(line.group(1).strip()) : Optional.empty();
  }
}
