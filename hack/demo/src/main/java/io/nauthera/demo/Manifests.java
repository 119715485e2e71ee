package io.nauthera.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the manifests of the workflows to files that kubectl can apply. */
public final class Manifests {
  private final Path folder;

  public Manifests(Path folder) {
    try {
      this.folder = Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a manifest with each {{key}} replaced by its value, and returns the path. */
  public String file(String name, Map<String, String> values) {
    try (InputStream resource = Manifests.class.getResourceAsStream("/manifests/" + name)) {
      if (resource == null) {
        throw new IllegalArgumentException("unknown manifest: " + name);
      }
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("{{" + value.getKey() + "}}", value.getValue());
      }
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String file(String name) {
    return file(name, Map.of());
  }

  static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the paths in a text relative to the folder of the manifests. */
  String shorten(String text) {
    return text.replace(folder + "/", "");
  }
}
