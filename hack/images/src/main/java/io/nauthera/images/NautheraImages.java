package io.nauthera.images;

import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.tools.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes Nauthera's own images from what the build has packaged: webhook, controller and cli. They
 * share the base and the runtime.
 */
public final class NautheraImages {
  private static final String CLI = "webhook/cli";

  private static final List<Program> PROGRAMS =
      List.of(
          new Program(
              "webhook", "webhook/server", "webhook-server", "io.nauthera.webhook.server.Main"),
          new Program("controller", "controller", "controller", "io.nauthera.controller.Main"),
          new Program("cli", CLI, "webhook-cli", "io.nauthera.webhook.cli.Main"));

  /** Quiet and quick, as the launcher of the command line starts it. */
  private static final List<String> CLI_OPTIONS =
      List.of(
          "-Xlog:disable",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

  private static final Pattern APP_VERSION = Pattern.compile("(?m)^appVersion: \"?([^\"\\s]+)");

  /** A program, the module that packages it, and its main class. */
  private record Program(String name, String module, String artifact, String main) {
    ProgramJars jars(Repository repository) {
      return ProgramJars.read(repository.root().resolve(module), artifact);
    }
  }

  private NautheraImages() {}

  /**
   * The images with a tag of the caller.
   *
   * @param work a folder for the files of the layers, which are needed until the images are written
   */
  public static List<Image> create(
      Repository repository, String tag, DebianPackages debian, Path work) {
    return withSboms(repository, tag, debian, work).stream().map(NautheraImage::image).toList();
  }

  /** The images as they are released: the chart asks for this tag by default. */
  static List<NautheraImage> released(Repository repository, DebianPackages debian, Path work) {
    return withSboms(repository, appVersion(repository), debian, work);
  }

  private static List<NautheraImage> withSboms(
      Repository repository, String tag, DebianPackages debian, Path work) {
    var base = BaseLayer.create(debian, work.resolve("base"));
    var all =
        PROGRAMS.stream().flatMap(program -> program.jars(repository).all().stream()).toList();
    var runtime = JavaRuntime.forJars(all, base, work.resolve("runtime"));
    var images = new ArrayList<NautheraImage>();
    for (var program : PROGRAMS) {
      var jars = program.jars(repository);
      List<String> entrypoint = List.of("java", "-cp", "/app/*", program.main());
      if (program.module().equals(CLI)) {
        entrypoint = new ArrayList<>(CLI_OPTIONS);
        entrypoint.addFirst("java");
        entrypoint.addAll(List.of("-cp", "/app/*", program.main()));
      }
      var image =
          Image.of(
                  "nauthera/" + program.name(),
                  tag,
                  base.layer(),
                  runtime.layer(),
                  ImageLayer.files("dependencies", jars.dependencies(), "/app"),
                  ImageLayer.files("application", jars.own(), "/app"))
              .running(entrypoint.toArray(String[]::new))
              .with("PATH", JavaRuntime.PATH)
              .with("LANG", "C.UTF-8");
      images.add(new NautheraImage(image, jars, base, runtime));
    }
    return List.copyOf(images);
  }

  private static String appVersion(Repository repository) {
    try {
      var chart = Files.readString(repository.chart().resolve("Chart.yaml"));
      var line = APP_VERSION.matcher(chart);
      if (!line.find()) {
        throw new SandboxException("Chart.yaml has no appVersion");
      }
      return line.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
