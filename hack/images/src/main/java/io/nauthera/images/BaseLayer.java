package io.nauthera.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The layer at the bottom of every image: the C library, the certificate authorities, the users and
 * what tells scanners which Debian packages these files come from. No shell and no other program.
 *
 * @param trustStore the certificate authorities in the format that Java reads
 */
public record BaseLayer(
    FileEntriesLayer layer,
    Path trustStore,
    Distribution distribution,
    List<DebianPackage> packages) {
  /** The distribution that the packages belong to, e.g. "debian" and "12". */
  public record Distribution(String id, String version) {
    static Distribution read(Path osRelease) {
      var file = KeyValueFile.read(osRelease);
      return new Distribution(file.get("ID"), file.get("VERSION_ID"));
    }
  }

  /** The user and the group that programs run as: "nonroot", as in other minimal images. */
  public static final int USER = 65532;

  private static final List<String> PACKAGES =
      List.of("base-files", "ca-certificates", "libc-bin", "libc6");

  private static final Pattern KEPT =
      Pattern.compile(
          "etc/(debian_version|host\\.conf|os-release)"
              + "|usr/lib/os-release"
              + "|(usr/)?lib(64)?/([^/]+-linux-gnu/)?[^/]+\\.so\\.[^/]+"
              + "|usr/lib/locale/C\\.utf8/.*"
              + "|usr/share/common-licenses/.*"
              + "|usr/share/doc/[^/]+/copyright");

  /** The loader of programs: each program names its absolute path. */
  private static final Pattern LOADER = Pattern.compile("usr/(lib(64)?/ld-linux[^/]*)");

  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/sbin/nologin
      nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
      nonroot:x:%1$d:%1$d:nonroot:/tmp:/sbin/nologin
      """
          .formatted(USER);
  private static final String GROUP =
      """
      root:x:0:
      nobody:x:65534:
      nonroot:x:%d:
      """
          .formatted(USER);
  private static final String NSSWITCH =
      """
      passwd: files
      group: files
      hosts: files dns
      """;

  /** Makes the layer. Uses the folder for its files: the layer needs them until it is written. */
  public static BaseLayer create(DebianPackages debian, Path folder) {
    var unpacked = folder.resolve("packages");
    var made = folder.resolve("made");
    Folders.delete(folder);
    var packages = new ArrayList<DebianPackage>();
    for (var name : PACKAGES) {
      DebianPackage item = debian.unpack(name, unpacked);
      packages.add(item);
      write(made.resolve("var/lib/dpkg/status.d").resolve(name), item.control());
    }
    var authorities = CertificateAuthorities.read(unpacked.resolve("usr/share/ca-certificates"));
    write(made.resolve("etc/ssl/certs/ca-certificates.crt"), authorities.pem());
    write(made.resolve("etc/passwd"), PASSWD);
    write(made.resolve("etc/group"), GROUP);
    write(made.resolve("etc/nsswitch.conf"), NSSWITCH);
    var trustStore = folder.resolve("cacerts");
    authorities.writeTrustStore(trustStore);

    var layer = FileEntriesLayer.builder().setName("base");
    // Everyone may write there: a pod that must not write mounts the root read-only.
    layer.addEntry(
        Folders.create(folder.resolve("tmp")),
        AbsoluteUnixPath.get("/tmp"),
        FilePermissions.fromOctalString("777"));
    addFiles(layer, unpacked);
    ImageLayer.folder("made", made, "/").getEntries().forEach(layer::addEntry);
    var distribution = Distribution.read(unpacked.resolve("usr/lib/os-release"));
    return new BaseLayer(layer.build(), trustStore, distribution, List.copyOf(packages));
  }

  private static void addFiles(FileEntriesLayer.Builder layer, Path unpacked) {
    var root = AbsoluteUnixPath.get("/");
    try (var files = Files.walk(unpacked)) {
      for (var file : (Iterable<Path>) files.sorted()::iterator) {
        var path = unpacked.relativize(file).toString();
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || !KEPT.matcher(path).matches()) {
          continue;
        }
        var content = resolve(file, unpacked);
        ImageLayer.add(layer, content, root.resolve(path));
        var loader = LOADER.matcher(path);
        if (loader.matches() && !Files.exists(unpacked.resolve(loader.group(1)))) {
          ImageLayer.add(layer, content, root.resolve(loader.group(1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Follows a symlink as a process in the image would, never to a file of this machine. */
  static Path resolve(Path file, Path root) throws IOException {
    var current = file;
    while (Files.isSymbolicLink(current)) {
      var target = Files.readSymbolicLink(current);
      current =
          target.isAbsolute()
              ? root.resolve(target.subpath(0, target.getNameCount()))
              : current.resolveSibling(target).normalize();
      if (!current.startsWith(root)) {
        throw new SandboxException(file + " is a symlink to a file outside of its package");
      }
    }
    return current;
  }

  private static void write(Path file, String content) {
    Folders.create(file.resolveSibling("."));
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
