package io.nauthera.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The manifests of the workflows, as files that kubectl can apply. */
public final class Manifests {
  private final Path folder;

  public Manifests(Path folder) {
    try {
      this.folder = Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of the manifest, with each {{key}} replaced by its value. */
  public String file(String name, Map<String, String> values) {
    try (InputStream resource = Manifests.class.getResourceAsStream("/manifests/" + name)) {
      if (resource == null) {
        throw new IllegalArgumentException("there is no manifest " + name);
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

  /** A command line as somebody who stands in the folder would type it. */
  String shorten(String line) {
    return line.replace(folder + "/", "");
  }
}
