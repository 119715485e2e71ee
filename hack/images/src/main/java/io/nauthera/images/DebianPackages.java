package io.nauthera.images;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.CommandResult;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.LockFile;
import io.nauthera.sandbox.process.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Debian packages, in the versions that apt of this machine would install. Downloads each of them
 * once, and unpacks them without installing them. Needs no root.
 */
public final class DebianPackages {
  // 'http://…/libc6_….deb' libc6_2.36-9_amd64.deb 2758880 SHA256:41a4…
  private static final Pattern CANDIDATE =
      Pattern.compile("(?m)^'\\S+' (\\S+\\.deb) \\d+ SHA256:(\\p{XDigit}{64})$");

  private record Candidate(String fileName, String sha256, List<String> options) {}

  private final Path cache;
  private final String aptGet;
  private final Consumer<String> progress;

  /** The downloads go to a folder "debian" of this cache, e.g. that of {@link Folders#cache()}. */
  public DebianPackages(Path cache, Consumer<String> progress) {
    this(cache, "apt-get", progress);
  }

  DebianPackages(Path cache, String aptGet, Consumer<String> progress) {
    this.cache = cache.resolve("debian");
    this.aptGet = aptGet;
    this.progress = progress;
  }

  /** Unpacks all files of a package into a folder, beside those of other packages. */
  public DebianPackage unpack(String name, Path folder) {
    for (var program : List.of(aptGet, "dpkg-deb")) {
      if (Command.find(program).isEmpty()) {
        throw new SandboxException(
            ("The images contain files of Debian packages, and this machine does not have %s: build"
                    + " them on Debian, or in a container of Debian with JDK 25 and Maven.")
                .formatted(program));
      }
    }
    Folders.create(folder);
    Path archive = LockFile.holding(cache.resolve("lock"), progress, () -> download(name));
    var unused = Command.of("dpkg-deb", "--extract", archive, folder).run().orThrow();
    return new DebianPackage(Command.of("dpkg-deb", "--field", archive).run().orThrow().stdout());
  }

  private Path download(String name) {
    var candidate = candidate(name);
    var archive = cache.resolve(candidate.fileName());
    if (!Files.exists(archive)) {
      progress.accept("downloading the Debian package " + name);
      var unused = apt(cache, candidate.options(), "--quiet", "download", name).orThrow();
    }
    if (!Sha256.of(archive).equalsIgnoreCase(candidate.sha256())) {
      Folders.delete(archive);
      throw new SandboxException(
          archive + " did not have the checksum that apt expects. It is deleted: try again.");
    }
    return archive;
  }

  private Candidate candidate(String name) {
    return candidate(name, List.of())
        .or(() -> candidate(name, withOwnLists()))
        .orElseThrow(() -> new SandboxException("apt-get does not know the package " + name));
  }

  private Optional<Candidate> candidate(String name, List<String> options) {
    // In another folder than the downloads: apt-get prints nothing if it finds the file.
    var output = apt(cache.resolveSibling("."), options, "--print-uris", "download", name).stdout();
    var found = CANDIDATE.matcher(output);
    return found.find()
        ? Optional.of(new Candidate(found.group(1), found.group(2), options))
        : Optional.empty();
  }

  /** Downloads the lists of packages to the cache, for a machine that has none yet. */
  private List<String> withOwnLists() {
    progress.accept("downloading the lists of Debian packages");
    var options =
        List.of(
            "-o",
            "Dir::State::lists=" + Folders.create(cache.resolve("lists")),
            "-o",
            "Dir::Cache=" + Folders.create(cache.resolve("apt")),
            // Root would become a user that cannot read this folder.
            "-o",
            "APT::Sandbox::User=root");
    var unused = apt(cache, options, "-qq", "update").orThrow();
    return options;
  }

  private CommandResult apt(Path folder, List<String> options, Object... arguments) {
    // "apt-get download" writes to the working directory.
    return Command.of("env", "-C", folder, aptGet)
        .and(options)
        .and(List.of(arguments).stream().map(Object::toString).toList())
        .run();
  }
}
