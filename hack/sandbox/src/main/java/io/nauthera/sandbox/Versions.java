package io.nauthera.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The versions that the root pom decides, as the build wrote them down. */
record Versions(String keycloak, String dependencyPlugin) {
  static Versions read() {
    try (var file = Versions.class.getResourceAsStream("versions.properties")) {
      var properties = new Properties();
      properties.load(Objects.requireNonNull(file, "versions.properties"));
      return new Versions(
          Objects.requireNonNull(properties.getProperty("keycloak")),
          Objects.requireNonNull(properties.getProperty("dependencyPlugin")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
