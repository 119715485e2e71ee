package io.nauthera.sandbox.keycloak;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.Http;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.LockFile;
import io.nauthera.sandbox.process.Ports;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.process.SecretFiles;
import io.nauthera.sandbox.process.Wait;
import io.nauthera.sandbox.tools.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;

/** An unpacked, built Keycloak with an empty database whose schema exists. Servers copy it. */
public record KeycloakTemplate(Path folder) {
  /** Increase this when the steps below change, so that an older template is not used again. */
  private static final int RECIPE = 1;

  public static final String ADMIN = "admin";
  private static final String PASSWORD_FILE = "admin-password";
  private static final List<String> SMALL =
      List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** The versions in the root pom, as the build wrote them to a resource. */
  private record Versions(String keycloak, String dependencyPlugin) {
    static Versions read() {
      try (var file = Versions.class.getResourceAsStream("versions.properties")) {
        var properties = new Properties();
        properties.load(Objects.requireNonNull(file, "versions.properties"));
        return new Versions(
            Objects.requireNonNull(properties.getProperty("keycloak")),
            Objects.requireNonNull(properties.getProperty("dependencyPlugin")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The version of Keycloak, e.g. "26.7.3". */
  public static String version() {
    return Versions.read().keycloak();
  }

  /** The template in the cache. Downloads and builds it if it is missing. */
  public static KeycloakTemplate prepare(
      Repository repository, Path cache, Consumer<String> progress) {
    var version = Versions.read().keycloak();
    var template = new KeycloakTemplate(cache.resolve("keycloak-%s-%d".formatted(version, RECIPE)));
    if (Files.isDirectory(template.folder)) {
      return template;
    }
    return LockFile.holding(
        cache.resolve("keycloak.lock"),
        progress,
        () -> {
          if (!Files.isDirectory(template.folder)) {
            var unfinished = cache.resolve("keycloak.unfinished");
            create(repository, version, unfinished, template.folder, progress);
          }
          return template;
        });
  }

  private static void create(
      Repository repository,
      String version,
      Path unfinished,
      Path done,
      Consumer<String> progress) {
    var start = System.nanoTime();
    progress.accept("preparing Keycloak %s (only once; about a minute)".formatted(version));
    Folders.delete(unfinished);
    Folders.create(unfinished);
    unpack(repository, version, unfinished);
    var draft = new KeycloakTemplate(unfinished);
    var build =
        command(
            javaOfThisProcess(),
            unfinished.toString(),
            List.of("build", "--db=dev-file"),
            List.of());
    Command.of(build.getFirst(), build.subList(1, build.size()).toArray()).run().orThrow();
    draft.createSchema();
    Folders.delete(unfinished.resolve("data/tmp"));
    Folders.delete(unfinished.resolve("logs"));
    try {
      Files.move(unfinished, done, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.accept(
        "prepared Keycloak in %d s".formatted((System.nanoTime() - start) / 1_000_000_000));
  }

  private static void unpack(Repository repository, String version, Path target) {
    for (var program : List.of("mvn", "tar")) {
      if (Command.find(program).isEmpty()) {
        throw new SandboxException(
            "The sandbox downloads Keycloak with Maven and unpacks it with tar: install %s."
                .formatted(program.equals("mvn") ? "Maven 3.8.7 or later" : program));
      }
    }
    var artifact = "org.keycloak:keycloak-quarkus-dist:%s:tar.gz".formatted(version);
    Command.of(
            "mvn",
            "-B",
            "-q",
            "-N",
            "-f",
            repository.root().resolve("pom.xml"),
            "org.apache.maven.plugins:maven-dependency-plugin:%s:copy"
                .formatted(Versions.read().dependencyPlugin()),
            "-Dartifact=" + artifact,
            "-DoutputDirectory=" + target)
        .with("JAVA_HOME", System.getProperty("java.home"))
        .run()
        .orThrow();
    var archive = target.resolve("keycloak-quarkus-dist-%s.tar.gz".formatted(version));
    Command.of("tar", "-xzf", archive, "--strip-components=1", "-C", target).run().orThrow();
    Folders.delete(archive);
  }

  private void createSchema() {
    var port = Ports.free();
    SecretFiles.write(folder.resolve(PASSWORD_FILE), SecretFiles.random());
    var administrator =
        Map.of(
            "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN, "KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword());
    var process = LocalProcess.of("keycloak", folder, startCommand(folder, port), administrator);
    process.start();
    try {
      Wait.until(
          "Keycloak has created its schema",
          Duration.ofMinutes(4),
          () -> {
            process.requireAlive();
            return Http.isOk("http://127.0.0.1:%d/realms/master".formatted(port));
          });
    } finally {
      process.stop();
    }
  }

  /**
   * The first administrator password of every copy: Keycloak creates the administrator together
   * with the schema.
   */
  public String adminPassword() {
    try {
      return Files.readString(folder.resolve(PASSWORD_FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates the home of one server: it links the programs and copies the data. */
  Path createHome(Path home) {
    Folders.create(home);
    try {
      for (var shared : List.of("lib", "conf", "providers", "themes")) {
        Files.createSymbolicLink(home.resolve(shared), folder.resolve(shared));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Folders.copy(folder.resolve("data"), home.resolve("data"));
    return home;
  }

  List<String> startCommand(Path home, int port) {
    return command(
        javaOfThisProcess(),
        home.toString(),
        List.of(
            "start",
            "--optimized",
            "--cache=local",
            "--http-enabled=true",
            "--hostname-strict=false",
            "--http-host=127.0.0.1",
            "--http-port=" + port),
        SMALL);
  }

  /** The command of an image that has this template at the given path. Arguments may follow. */
  public static List<String> imageCommand(String home) {
    return command("java", home, List.of(), SMALL);
  }

  private static String javaOfThisProcess() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  // The command line of kc.sh. The script would stay as the parent process, and killing it would
  // leave the server running.
  private static List<String> command(
      String java, String home, List<String> arguments, List<String> jvm) {
    var line = new ArrayList<String>();
    line.add(java);
    line.addAll(jvm);
    for (var open : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
      line.add("--add-opens=java.base/%s=ALL-UNNAMED".formatted(open));
    }
    line.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:MaxMetaspaceSize=256m",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Dpicocli.disable.closures=true",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-Dkc.home.dir=" + home,
            "-cp",
            home + "/lib/quarkus-run.jar",
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    line.addAll(arguments);
    return line;
  }
}
