package io.nauthera.images;

import io.nauthera.sandbox.process.SandboxException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * The jars of a program, its own first.
 *
 * @param bom the CycloneDX file of the jars, which only a build with network access writes
 */
record ProgramJars(List<Path> all, Path bom) {
  private static final String OWN_JAR = "META-INF/maven/io.nauthera/";

  /** Reads what the build of a module has packaged. */
  static ProgramJars read(Path module, String artifact) {
    var target = module.resolve("target");
    var names = new ArrayList<String>();
    try {
      var dependencies = Files.readString(target.resolve("app.jars")).strip();
      for (var jar : dependencies.split(File.pathSeparator, -1)) {
        names.add(Path.of(jar).getFileName().toString());
      }
    } catch (IOException e) {
      throw new SandboxException(module + " is not packaged: run `make build`", e);
    }
    // All of Nauthera's modules have one version.
    var api = names.stream().filter(name -> name.startsWith("api-")).findFirst().orElseThrow();
    names.addFirst(artifact + api.substring("api".length()));
    var app = target.resolve("app");
    return new ProgramJars(names.stream().map(app::resolve).toList(), target.resolve("bom.json"));
  }

  /** The jars that Nauthera builds itself. */
  List<Path> own() {
    return all.stream().filter(ProgramJars::isOwn).toList();
  }

  /** The jars of others. */
  List<Path> dependencies() {
    return all.stream().filter(jar -> !isOwn(jar)).toList();
  }

  private static boolean isOwn(Path jar) {
    try (var file = new ZipFile(jar.toFile())) {
      return file.stream().anyMatch(entry -> entry.getName().startsWith(OWN_JAR));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
