package io.nauthera.sandbox;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Nauthera's working tree: the chart, the programs and the pinned tools. */
record Repository(Path root) {
  /** The property nauthera.root, else the folder above this class that has hack/tools. */
  static Repository find() {
    var configured = System.getProperty("nauthera.root");
    if (configured != null) {
      return new Repository(Path.of(configured).toAbsolutePath().normalize());
    }
    return Stream.iterate(here(), folder -> folder != null, Path::getParent)
        .filter(folder -> Files.isDirectory(folder.resolve("hack/tools")))
        .findFirst()
        .map(Repository::new)
        .orElseThrow(() ->
            new SandboxException(
                "cannot find Nauthera's working tree; name it with -Dnauthera.root=…"));
  }

  private static Path here() {
    try {
      var source = Repository.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Path tools() {
    return root.resolve("hack/tools");
  }

  Path chart() {
    return root.resolve("charts/nauthera");
  }

  /** What the image of that name has in /app. */
  Path app(String image) {
    String module = image.equals("webhook") ? "webhook/server" : image;
    return root.resolve(module).resolve("target/app");
  }
}
