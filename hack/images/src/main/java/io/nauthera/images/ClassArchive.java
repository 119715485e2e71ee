package io.nauthera.images;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A class-data archive of the JVM: the classes that a program loads at its start, parsed and
 * linked. The JVM uses it only for the same jars with the same times in the same order, so an
 * argument file with the class path belongs to it.
 */
record ClassArchive(Path archive, Path arguments) {
  private static final String IN_IMAGE = "/app/nauthera.jsa";

  /** The arguments of Java in an image with an archive. */
  static final String ARGUMENTS = "@/app/nauthera.args";

  /**
   * Runs a program once to see which classes it loads, then writes the archive.
   *
   * @param options the options of the JVM in the image: some of them change what is in the archive
   * @param program the main class and the arguments of the training run
   */
  static ClassArchive create(
      JavaRuntime runtime,
      List<Path> jars,
      List<String> options,
      List<String> program,
      Path folder) {
    Folders.delete(folder);
    Folders.create(folder);
    var names = jars.stream().map(jar -> jar.getFileName().toString()).sorted().toList();
    var copies = copies(jars, Folders.create(folder.resolve("app")));
    var classPath = List.of("-cp", classPath(copies.toString(), names));
    var java = runtime.home().resolve("bin/java");
    var loaded = folder.resolve("loaded");
    // It may refuse what it is given: only the classes count.
    var unused =
        Command.of(java)
            .and(options)
            .and(List.of("-XX:DumpLoadedClassList=" + loaded))
            .and(classPath)
            .and(program)
            .run();
    var classes = folder.resolve("classes");
    var archive = folder.resolve("nauthera.jsa");
    write(classes, sorted(loaded));
    unused =
        Command.of(java, "-Xshare:dump")
            .and(options)
            // The archive contains the size of the heap, which would be that of this machine.
            .and(List.of("-Xmx512m"))
            .and(List.of("-XX:SharedClassListFile=" + classes, "-XX:SharedArchiveFile=" + archive))
            .and(classPath)
            .run()
            .orThrow();
    var arguments = folder.resolve("nauthera.args");
    write(
        arguments,
        "%s -XX:SharedArchiveFile=%s -cp %s\n"
            .formatted(String.join(" ", options), IN_IMAGE, classPath("/app", names)));
    return new ClassArchive(archive, arguments);
  }

  /** The JVM compares the times of the jars with those in the image, which are all the same. */
  private static Path copies(List<Path> jars, Path folder) {
    try {
      for (var jar : jars) {
        var copy = Files.copy(jar, folder.resolve(jar.getFileName()));
        Files.setLastModifiedTime(copy, FileTime.from(FileEntriesLayer.DEFAULT_MODIFICATION_TIME));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private static String classPath(String folder, List<String> names) {
    return names.stream().map(name -> folder + "/" + name).collect(Collectors.joining(":"));
  }

  /** Without numbers that count the classes of this run, and in one order for all runs. */
  private static String sorted(Path loaded) {
    try (var lines = Files.lines(loaded)) {
      var classes =
          lines
              // What a run has resolved in a class (@cp) depends on its timing.
              .filter(line -> !line.startsWith("#") && !line.startsWith("@cp "))
              .map(line -> line.replaceFirst(" id: \\d+$", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      return String.join("\n", classes) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
