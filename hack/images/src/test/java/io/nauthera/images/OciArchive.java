package io.nauthera.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads an archive as a container runtime does: index, manifest, configuration, layers. */
record OciArchive(Path layout) {
  static OciArchive unpack(Path archive, Path folder) {
    Folders.create(folder);
    var unused = Command.of("tar", "-xf", archive, "-C", folder).run().orThrow();
    return new OciArchive(folder);
  }

  String name() {
    return index().at("/annotations/org.opencontainers.image.ref.name").asText();
  }

  String digest() {
    return index().path("digest").asText();
  }

  JsonNode config() {
    return read(blob(manifest().at("/config/digest").asText()));
  }

  List<String> layers() {
    var digests = new ArrayList<String>();
    manifest().path("layers").forEach(layer -> digests.add(layer.path("digest").asText()));
    return digests;
  }

  /** Writes the file system that a container sees. */
  Path extract(Path root) {
    Folders.create(root);
    for (var layer : layers()) {
      var unused =
          Command.of("tar", "--warning=no-unknown-keyword", "-xzf", blob(layer), "-C", root)
              .run()
              .orThrow();
    }
    return root;
  }

  private JsonNode index() {
    return read(layout.resolve("index.json")).at("/manifests/0");
  }

  private JsonNode manifest() {
    return read(blob(digest()));
  }

  private Path blob(String digest) {
    return layout.resolve("blobs").resolve(digest.replace(':', '/'));
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
