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
 * Builds each tool from its pinned Go module and keeps it in the user's cache, by version. The
 * system property sandbox.kubernetes chooses another minor version of Kubernetes, e.g. "1.35".
 */
public final class Toolchain {
  private final Path modules;
  private final Path cache;
  private final Consumer<String> progress;

  public Toolchain(Repository repository, Path cache, Consumer<String> progress) {
    this.modules = repository.root().resolve("hack/tools");
    this.cache = cache;
    this.progress = progress;
  }

  /** The executable of a tool. Builds it if the cache does not have it. */
  public Path path(Tool tool) {
    var module = module(tool);
    var version = tool.upstream().isEmpty() ? "local" : module.version(tool.upstream());
    var folder = cache.resolve("%s-%s-%s".formatted(tool.module(), version, module.fingerprint()));
    var binary = folder.resolve(tool.program());
    if (Files.isExecutable(binary)) {
      return binary;
    }
    return LockFile.holding(
        cache.resolve("go.lock"),
        progress,
        () -> {
          if (!Files.isExecutable(binary)) {
            build(tool, module, version, binary);
          }
          return binary;
        });
  }

  /** The sources of a tool's upstream module, as the Go client unpacked them. */
  public Path sources(Tool tool) {
    return sources(module(tool), tool.upstream());
  }

  /** The sources of a module whose nested module "api" a tool requires, in the same version. */
  public Path sourcesBesideApi(Tool tool, String upstream) {
    var module = module(tool);
    return sources(module, upstream + "@" + module.version(upstream + "/api"));
  }

  /** The sources of a module that a go.mod below hack/tools requires. */
  public Path sources(String folder, String upstream) {
    return sources(GoModule.read(modules.resolve(folder)), upstream);
  }

  private static Path sources(GoModule module, String upstream) {
    // Go's module cache may have been cleaned since the tool was built.
    var unused = go(module, "mod", "download", "-C", module.folder(), upstream).run().orThrow();
    var list = go(module, "list", "-C", module.folder(), "-m", "-f", "{{.Dir}}", upstream);
    return Path.of(list.run().orThrow().stdout().strip());
  }

  private GoModule module(Tool tool) {
    var folder = modules.resolve(tool.module());
    var minor = System.getProperty("sandbox.kubernetes");
    if (minor == null || !tool.isOfKubernetes()) {
      return GoModule.read(folder);
    }
    var chosen = folder.resolve(minor);
    if (!Files.exists(chosen.resolve("go.mod"))) {
      throw new SandboxException(
          "the version of Kubernetes is \"%s\": choose a folder of hack/tools/kubernetes, or add one"
              .formatted(minor));
    }
    return GoModule.read(chosen);
  }

  private void build(Tool tool, GoModule module, String version, Path binary) {
    var start = System.nanoTime();
    // This process holds the lock, so an existing folder belongs to a build that was killed.
    var unfinished = cache.resolve("go.unfinished");
    Folders.delete(unfinished);
    Folders.create(unfinished);
    Folders.create(binary.resolveSibling("."));
    progress.accept(
        "building %s %s (only once; can take minutes)".formatted(tool.program(), version));
    var output = unfinished.resolve(tool.program());
    var unused =
        go(module, "build", "-C", module.folder(), "-mod=readonly", "-trimpath")
            .and(tool.tags())
            .and(
                List.of(
                    "-buildvcs=false",
                    "-ldflags=" + tool.linkerFlags(version),
                    "-o",
                    output.toString(),
                    tool.goPackage()))
            .run()
            .orThrow();
    try {
      Files.move(output, binary, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.accept(
        "built %s in %d s".formatted(tool.program(), (System.nanoTime() - start) / 1_000_000_000));
  }

  private static Command go(GoModule module, Object... arguments) {
    if (Command.find("go").isEmpty()) {
      throw new SandboxException(
          "The sandbox builds Kubernetes from source: install Go %s or later (https://go.dev/dl)."
              .formatted(module.goVersion()));
    }
    return Command.of("go", arguments)
        .with("GOTOOLCHAIN", "local")
        .with("GOWORK", "off")
        .with("GOFLAGS", "")
        .with("CGO_ENABLED", "0");
  }
}
