package io.nauthera.images;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.CommandResult;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.LockFile;
import io.nauthera.sandbox.process.SandboxException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Debian packages, in the versions that apt of this machine would install. Downloads each of them
 * once, and unpacks them without installing them.
 */
public final class DebianPackages {
  // 'http://deb.debian.org/…/libc6_….deb' libc6_2.36-9_amd64.deb 2758880 SHA256:41a4…
  private static final Pattern CANDIDATE =
      Pattern.compile("(?m)^'\\S+' (\\S+\\.deb) \\d+ SHA256:(\\p{XDigit}{64})$");

  private final Path cache;
  private final Consumer<String> progress;

  /** The downloads go to a folder "debian" of this cache, e.g. that of {@link Folders#cache()}. */
  public DebianPackages(Path cache, Consumer<String> progress) {
    this.cache = cache.resolve("debian");
    this.progress = progress;
  }

  /** Unpacks all files of a package into a folder, beside those of other packages. */
  public DebianPackage unpack(String name, Path folder) {
    Folders.create(folder);
    Path archive = download(name);
    Command.of("dpkg-deb", "--extract", archive, folder).run().orThrow();
    return DebianPackage.parse(Command.of("dpkg-deb", "--field", archive).run().orThrow().stdout());
  }

  private Path download(String name) {
    for (var program : List.of("apt-get", "dpkg-deb")) {
      if (Command.find(program).isEmpty()) {
        throw new SandboxException(
            "The images contain files of Debian packages, and this machine does not have "
                + program
                + ": build them on Debian, or in a container of Debian with JDK 25 and Maven.");
      }
    }
    return LockFile.holding(cache.resolve("lock"), progress, () -> downloadUnlessCached(name));
  }

  private Path downloadUnlessCached(String name) {
    // In another folder: apt-get prints nothing if it finds the file.
    var candidate =
        CANDIDATE.matcher(apt(cache.resolveSibling("."), "--print-uris", name).stdout());
    if (!candidate.find()) {
      throw new SandboxException("apt-get does not say where to download " + name);
    }
    var archive = cache.resolve(candidate.group(1));
    if (!Files.exists(archive)) {
      progress.accept("downloading the Debian package " + name);
      var unused = apt(cache, "--quiet", name);
    }
    if (!sha256(archive).equalsIgnoreCase(candidate.group(2))) {
      Folders.delete(archive);
      throw new SandboxException(
          archive + " did not have the checksum that apt expects. It is deleted: try again.");
    }
    return archive;
  }

  private static CommandResult apt(Path folder, String option, String name) {
    // "apt-get download" writes to the working directory.
    var result = Command.of("env", "-C", folder, "apt-get", option, "download", name).run();
    if (!result.succeeded()) {
      throw new SandboxException(
          "apt-get cannot download %s. Run `apt-get update` as root, then try again:%n%s"
              .formatted(name, result.stderr().strip()));
    }
    return result;
  }

  private static String sha256(Path file) {
    try (var input =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      input.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(input.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
