package io.nauthera.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Keycloak that is unpacked and built, with an empty database whose schema exists. */
record KeycloakTemplate(Path folder) {
  /** Changes when the steps below do, so that an older template is not taken for the new one. */
  private static final int RECIPE = 1;

  static final String ADMIN = "admin";
  private static final String PASSWORD = "admin-password";

  static KeycloakTemplate prepare(Repository repository, Path cache, Progress progress) {
    var version = Versions.read().keycloak();
    var template = new KeycloakTemplate(cache.resolve("keycloak-%s-%d".formatted(version, RECIPE)));
    if (Files.isDirectory(template.folder)) {
      return template;
    }
    return CacheLock.holding(
        cache.resolve("keycloak.lock"),
        progress,
        () -> {
          if (!Files.isDirectory(template.folder)) {
            make(
                repository,
                version,
                cache.resolve("keycloak.unfinished"),
                template.folder,
                progress);
          }
          return template;
        });
  }

  private static void make(
      Repository repository, String version, Path unfinished, Path done, Progress progress) {
    var started = System.nanoTime();
    progress.say("preparing Keycloak %s (once; about a minute)".formatted(version));
    Folders.delete(unfinished);
    Folders.create(unfinished);
    unpack(repository, version, unfinished);
    var draft = new KeycloakTemplate(unfinished);
    var build = draft.command(unfinished, List.of("build", "--db=dev-file"), List.of());
    Command.of(build.getFirst(), build.subList(1, build.size()).toArray()).run().orThrow();
    draft.createSchema();
    Folders.delete(unfinished.resolve("data/tmp"));
    Folders.delete(unfinished.resolve("logs"));
    try {
      Files.move(unfinished, done, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.say(
        "preparing Keycloak %s … %d s"
            .formatted(version, (System.nanoTime() - started) / 1_000_000_000));
  }

  private static void unpack(Repository repository, String version, Path target) {
    for (var program : List.of("mvn", "tar")) {
      if (Spawner.onPath(program).isEmpty()) {
        throw new SandboxException(
            "The sandbox gets Keycloak with Maven and unpacks it with tar: please install %s."
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
    Secrets.write(folder.resolve(PASSWORD), Secrets.random());
    var administrator =
        Map.of(
            "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN, "KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword());
    var process = LocalProcess.of("keycloak", folder, start(folder, port), administrator);
    process.start();
    try {
      Wait.until(
          "Keycloak creates its schema",
          Duration.ofMinutes(4),
          () -> {
            process.demandAlive();
            return Http.answers("http://127.0.0.1:%d/realms/master".formatted(port));
          });
    } finally {
      process.stop();
    }
  }

  /**
   * What every copy's administrator starts with, because Keycloak makes one with the schema only.
   */
  String adminPassword() {
    try {
      return Files.readString(folder.resolve(PASSWORD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A home of its own for one server: the programs shared, the data copied. */
  Path instantiate(Path home) {
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

  List<String> start(Path home, int port) {
    return command(
        home,
        List.of(
            "start",
            "--optimized",
            "--cache=local",
            "--http-enabled=true",
            "--hostname-strict=false",
            "--http-host=127.0.0.1",
            "--http-port=" + port),
        List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
  }

  // What kc.sh would run. The script itself stays as a parent, and would leave the server behind
  // when it is killed.
  private List<String> command(Path home, List<String> arguments, List<String> jvm) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
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
            home.resolve("lib/quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    line.addAll(arguments);
    return line;
  }
}
