package io.nauthera.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Builds each tool from its pinned Go module, once per version, into the user's cache. */
public final class Toolchain {
  private final Repository repository;
  private final Path cache;
  private final Progress progress;

  Toolchain(Repository repository, Path cache, Progress progress) {
    this.repository = repository;
    this.cache = cache;
    this.progress = progress;
  }

  /** The toolchain of this working tree. */
  public static Toolchain of(Progress progress) {
    return new Toolchain(Repository.find(), Folders.cache().resolve("tools"), progress);
  }

  /** Builds whatever is not there yet, the most expensive first. */
  public void prepare() {
    for (var tool : Tool.values()) {
      path(tool);
    }
    keycloak();
  }

  Path path(Tool tool) {
    var module = GoMod.read(repository.tools().resolve(tool.module()));
    var version = module.version(tool.upstream());
    var folder = cache.resolve("%s-%s-%s".formatted(tool.module(), version, module.fingerprint()));
    var binary = folder.resolve(tool.program());
    if (Files.isExecutable(binary)) {
      return binary;
    }
    return CacheLock.holding(
        cache.resolve("go.lock"),
        progress,
        () -> {
          if (!Files.isExecutable(binary)) {
            build(tool, module, version, binary);
          }
          return binary;
        });
  }

  KeycloakTemplate keycloak() {
    return KeycloakTemplate.prepare(repository, cache, progress);
  }

  /**
   * The folder of a module's sources, as the go client unpacked them; fetched again where its cache
   * was emptied.
   */
  Path sources(Tool tool) {
    var folder = repository.tools().resolve(tool.module());
    var module = GoMod.read(folder);
    var unused = go(module, "mod", "download", "-C", folder, tool.upstream()).orThrow();
    var listed = go(module, "list", "-C", folder, "-m", "-f", "{{.Dir}}", tool.upstream());
    return Path.of(listed.orThrow().stdout().strip());
  }

  private void build(Tool tool, GoMod module, String version, Path binary) {
    var started = System.nanoTime();
    // Under the lock nobody else builds: what lies here was left by a build that was killed.
    var unfinished = cache.resolve("go.unfinished");
    Folders.delete(unfinished);
    Folders.create(unfinished);
    Folders.create(binary.resolveSibling("."));
    var what = "building %s %s".formatted(tool.program(), version);
    progress.say(what + " (once; may take minutes)");
    var output = unfinished.resolve(tool.program());
    Command go =
        goCommand(module, "build", "-C", module.folder(), "-mod=readonly", "-trimpath")
            .and(tool.tags())
            .and(
                java.util.List.of(
                    "-buildvcs=false",
                    "-ldflags=" + tool.linkerFlags(version),
                    "-o",
                    output.toString(),
                    tool.goPackage()));
    go.run().orThrow();
    try {
      Files.move(output, binary, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.say("%s … %d s".formatted(what, (System.nanoTime() - started) / 1_000_000_000));
  }

  private CommandResult go(GoMod module, Object... arguments) {
    return goCommand(module, arguments).run();
  }

  private static Command goCommand(GoMod module, Object... arguments) {
    if (Spawner.onPath("go").isEmpty()) {
      throw new SandboxException(
          "The sandbox builds its Kubernetes from source: please install Go %s or later (https://go.dev/dl)."
              .formatted(module.go()));
    }
    return Command.of("go", arguments)
        .with("GOTOOLCHAIN", "local")
        .with("GOWORK", "off")
        .with("GOFLAGS", "")
        .with("CGO_ENABLED", "0");
  }
}
