package io.nauthera.images;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.tools.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The images of this build in a folder, each with its archive, SBOM and digest. */
record BuiltImages(List<NautheraImage> images, Map<String, String> digests, Path folder) {
  private static final Path TARGET = Repository.find().root().resolve("hack/images/target/test");
  private static @Nullable BuiltImages shared;

  /** Builds them once for all tests. */
  static synchronized BuiltImages shared() {
    if (shared == null) {
      shared = build("shared");
    }
    return shared;
  }

  static BuiltImages build(String name) {
    assumeTrue(Command.find("apt-get").isPresent(), "images are built on Debian");
    var work = TARGET.resolve(name);
    Folders.delete(work);
    var debian = new DebianPackages(Folders.cache(), System.err::println);
    var images = NautheraImages.released(Repository.find(), debian, work.resolve("work"));
    var digests = new TreeMap<String, String>();
    for (var image : images) {
      digests.put(
          image.program(), image.write(work.resolve("images"), work.resolve("work/layers")));
    }
    return new BuiltImages(images, digests, work);
  }

  NautheraImage image(String program) {
    return images.stream().filter(image -> image.program().equals(program)).findFirst().get();
  }

  Path archive(String program) {
    return image(program).archive(folder.resolve("images"));
  }

  Path sbom(String program) {
    return image(program).sbom(folder.resolve("images"));
  }

  OciArchive unpacked(String program) {
    var layout = folder.resolve("layouts").resolve(program);
    Folders.delete(layout);
    return OciArchive.unpack(archive(program), layout);
  }

  /** The file system of a container. */
  Path root(String program) {
    var root = folder.resolve("roots").resolve(program);
    return Files.isDirectory(root) ? root : unpacked(program).extract(root);
  }
}
