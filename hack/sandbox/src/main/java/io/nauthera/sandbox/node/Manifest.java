package io.nauthera.sandbox.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The manifests of this package, with a value for each {{key}}. */
final class Manifest {
  private Manifest() {}

  static String of(String name, Map<String, String> values) {
    try (var resource = Manifest.class.getResourceAsStream(name)) {
      var text =
          new String(Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replace("{{" + value.getKey() + "}}", value.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
