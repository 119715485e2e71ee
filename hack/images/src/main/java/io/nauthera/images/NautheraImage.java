package io.nauthera.images;

import io.nauthera.sandbox.process.Folders;
import java.nio.file.Path;

/** One of Nauthera's own images, with what its SBOM says. */
record NautheraImage(Image image, ProgramJars jars, BaseLayer base, JavaRuntime runtime) {
  /** The last part of the name: "webhook", "controller" or "cli". */
  String program() {
    return Path.of(image.name()).getFileName().toString();
  }

  /** The archive in a folder of images, e.g. nauthera-webhook.tar. */
  Path archive(Path folder) {
    return folder.resolve("nauthera-" + program() + ".tar");
  }

  /** The SBOM beside the archive, e.g. nauthera-webhook.cdx.json. */
  Path sbom(Path folder) {
    return folder.resolve("nauthera-" + program() + ".cdx.json");
  }

  /**
   * Writes the archive and, if the build has listed the jars, the SBOM.
   *
   * @param cache a folder for compressed layers, the same for all images
   * @return the digest of the image
   */
  String write(Path folder, Path cache) {
    Folders.create(folder);
    var digest = image.write(archive(folder), cache);
    Folders.delete(sbom(folder));
    Sbom.of(image, digest, jars, base, runtime).ifPresent(sbom -> sbom.write(sbom(folder)));
    return digest;
  }
}
