package io.nauthera.sandbox.tools;

import io.nauthera.sandbox.process.SandboxException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Nauthera's working tree: the chart, the programs and the pinned tools. */
public record Repository(Path root) {
  /**
   * The folder that the system property nauthera.root names; by default the closest parent of this
   * class's jar that has the folder hack/tools.
   */
  public static Repository find() {
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
                "cannot find Nauthera's working tree: set the system property nauthera.root"));
  }

  private static Path here() {
    try {
      var source = Repository.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public Path chart() {
    return root.resolve("charts/nauthera");
  }

  /** The chart as it was released, e.g. "0.1.0". */
  public Path releasedChart(String release) {
    return root.resolve("hack/released").resolve(release).resolve("nauthera");
  }

  /** The content of /app in the image of that name. */
  public Path app(String image) {
    String module = image.equals("webhook") ? "webhook/server" : image;
    return root.resolve(module).resolve("target/app");
  }
}
