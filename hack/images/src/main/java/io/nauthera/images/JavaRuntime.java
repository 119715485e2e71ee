package io.nauthera.images;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The part of the JDK that builds Nauthera that programs need, at /opt/java in an image. */
public record JavaRuntime(FileEntriesLayer layer, Path home, Release release) {

  /** E.g. version "25.0.3", full version "25.0.3+9-LTS" and implementor "Eclipse Adoptium". */
  public record Release(String version, String fullVersion, String implementor, String modules) {
    /** The file of a linked runtime names only version and modules, that of its JDK the rest. */
    static Release read(Path linked) {
      var jdk = KeyValueFile.read(JDK.resolve("release"));
      return new Release(
          jdk.get("JAVA_VERSION"),
          Runtime.version().toString(),
          jdk.get("IMPLEMENTOR"),
          KeyValueFile.read(linked.resolve("release")).get("MODULES"));
    }
  }

  private static final String TARGET = "/opt/java";

  /** The PATH of an image with a Java runtime. */
  public static final String PATH = TARGET + "/bin:/usr/local/bin:/usr/bin:/bin";

  static final Path JDK = Path.of(System.getProperty("java.home"));

  /** Links a runtime with the modules that these jars need. */
  public static JavaRuntime forJars(Collection<Path> jars, BaseLayer base, Path folder) {
    return link(RequiredModules.of(jars), base, folder);
  }

  /** Links a runtime with every module, for programs of others. */
  public static JavaRuntime full(BaseLayer base, Path folder) {
    var modules =
        ModuleFinder.ofSystem().findAll().stream()
            .map(ModuleReference::descriptor)
            .map(descriptor -> descriptor.name())
            // A JDK without jmods cannot link this one.
            .filter(name -> !name.equals("jdk.jlink") && !name.equals("jdk.jpackage"))
            .collect(Collectors.toCollection(TreeSet::new));
    return link(modules, base, folder);
  }

  private static JavaRuntime link(Set<String> modules, BaseLayer base, Path folder) {
    Folders.delete(folder);
    Folders.create(folder.resolveSibling("."));
    var unused =
        Command.of(JDK.resolve("bin/jlink"))
            .and(List.of("--add-modules", String.join(",", modules)))
            // "--strip-debug" would also call objcopy, where a machine has it.
            .and(List.of("--strip-java-debug-attributes", "--no-man-pages", "--no-header-files"))
            // The layer is compressed as a whole, which is smaller, and the runtime starts faster.
            .and(List.of("--compress=zip-0", "--vm=server"))
            .and(List.of("--output", folder.toString()))
            .run()
            .orThrow();
    try {
      Files.copy(
          base.trustStore(),
          folder.resolve("lib/security/cacerts"),
          StandardCopyOption.REPLACE_EXISTING);
      // A class archive remembers this time.
      Files.setLastModifiedTime(
          folder.resolve("lib/modules"), FileTime.from(FileEntriesLayer.DEFAULT_MODIFICATION_TIME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JavaRuntime(
        ImageLayer.folder("runtime", folder, TARGET), folder, Release.read(folder));
  }
}
