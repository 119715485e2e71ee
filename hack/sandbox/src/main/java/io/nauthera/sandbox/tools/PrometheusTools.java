package io.nauthera.sandbox.tools;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.LockFile;
import io.nauthera.sandbox.process.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * Prometheus and promtool of Debian's package, unpacked into the user's cache without installing
 * it: to build them from source takes far longer than the rest of the tools.
 */
public record PrometheusTools(Path folder) {
  private static final String PACKAGE = "prometheus";

  /** Downloads the package unless the cache has it. */
  public static PrometheusTools prepare(Path cache, Consumer<String> progress) {
    var tools = new PrometheusTools(cache.resolve("debian-" + PACKAGE));
    if (Files.isExecutable(tools.promtool())) {
      return tools;
    }
    return LockFile.holding(
        cache.resolve("debian-prometheus.lock"),
        progress,
        () -> {
          if (!Files.isExecutable(tools.promtool())) {
            progress.accept("downloading the Debian package " + PACKAGE);
            unpack(cache.resolve("debian-prometheus.unfinished"), tools.folder());
          }
          return tools;
        });
  }

  private static void unpack(Path unfinished, Path target) {
    Folders.delete(unfinished);
    Folders.create(unfinished);
    // "apt-get download" writes to the working directory.
    require(Command.of("env", "-C", unfinished, "apt-get", "--quiet", "download", PACKAGE));
    try (var files = Files.list(unfinished)) {
      Path archive =
          files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
      Path content = unfinished.resolve("content");
      require(Command.of("dpkg-deb", "--extract", archive, content));
      Folders.delete(target);
      Files.move(content, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Folders.delete(unfinished);
  }

  private static void require(Command command) {
    for (var program : List.of("apt-get", "dpkg-deb")) {
      if (Command.find(program).isEmpty()) {
        throw new SandboxException(
            "The tests of the alerts run Debian's Prometheus, and this machine does not have "
                + program);
      }
    }
    var result = command.run();
    if (!result.succeeded()) {
      throw new SandboxException(
          "cannot unpack the Debian package %s. Run `apt-get update` as root, then try again:%n%s"
              .formatted(PACKAGE, result.stderr().strip()));
    }
  }

  public Path prometheus() {
    return folder.resolve("usr/bin/prometheus");
  }

  public Path promtool() {
    return folder.resolve("usr/bin/promtool");
  }
}
