package io.nauthera.images;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.tools.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/** Nauthera's own images. They share the base and the runtime. */
public final class NautheraImages {
  private static final String OWN_JAR = "META-INF/maven/io.nauthera/";

  private static final List<Program> PROGRAMS =
      List.of(
          new Program("webhook", "webhook/server", "io.nauthera.webhook.server.Main"),
          new Program("controller", "controller", "io.nauthera.controller.Main"),
          new Program("cli", "webhook/cli", "io.nauthera.webhook.cli.Main"));

  private NautheraImages() {}

  /** A program and the module that packages it to target/app. */
  private record Program(String name, String module, String mainClass) {
    List<Path> jars(Repository repository) {
      var app = repository.root().resolve(module).resolve("target/app");
      if (!Files.isDirectory(app)) {
        throw new SandboxException(app + " does not exist: run `make build`");
      }
      try (var files = Files.list(app)) {
        return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Makes webhook, controller and cli from what the build has packaged. */
  public static List<Image> create(
      Repository repository, String tag, DebianPackages debian, Path work) {
    var base = BaseLayer.create(debian, work.resolve("base"));
    var jars = PROGRAMS.stream().flatMap(program -> program.jars(repository).stream()).toList();
    var runtime = JavaRuntime.forJars(jars, base, work.resolve("runtime"));
    var images = new ArrayList<Image>();
    for (var program : PROGRAMS) {
      images.add(image(program, tag, base, runtime, program.jars(repository)));
    }
    return List.copyOf(images);
  }

  private static Image image(
      Program program, String tag, BaseLayer base, JavaRuntime runtime, List<Path> jars) {
    var own = jars.stream().filter(NautheraImages::isOwn).toList();
    var others = jars.stream().filter(jar -> !own.contains(jar)).toList();
    return new Image(
        "nauthera/" + program.name(),
        tag,
        List.of(
            base.layer(),
            runtime.layer(),
            layer("dependencies", others),
            layer("application", own)),
        List.of("java", "-cp", "/app/*", program.mainClass()),
        Map.of("PATH", JavaRuntime.PATH, "LANG", "C.UTF-8"));
  }

  private static FileEntriesLayer layer(String name, List<Path> jars) {
    return ImageLayer.files(name, jars, "/app");
  }

  private static boolean isOwn(Path jar) {
    try (var file = new ZipFile(jar.toFile())) {
      return file.stream().anyMatch(entry -> entry.getName().startsWith(OWN_JAR));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
