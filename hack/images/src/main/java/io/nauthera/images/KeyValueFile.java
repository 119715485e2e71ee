package io.nauthera.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file with lines KEY=value or KEY="value", as os-release and the release file of a JDK are. */
record KeyValueFile(String text) {
  static KeyValueFile read(Path file) {
    try {
      return new KeyValueFile(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of a key, or "unknown". */
  String get(String key) {
    var line = Pattern.compile("(?m)^" + key + "=\"?(.*?)\"?$").matcher(text);
    return line.find() ? line.group(1) : "unknown";
  }
}
