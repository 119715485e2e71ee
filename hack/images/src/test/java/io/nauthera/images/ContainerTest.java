package io.nauthera.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nauthera.sandbox.cluster.SelfSignedCertificate;
import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.Http;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.Ports;
import io.nauthera.sandbox.process.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the programs on the file system of their image: as its user, with its entry point and a
 * read-only root, as the chart does. Needs root for mounts of its own.
 */
final class ContainerTest {
  private static final String AS_A_CONTAINER =
      """
      mount --bind "$0" "$0"
      mount -t tmpfs tmpfs "$0/tmp"
      cp -R "$1/." "$0/tmp"
      shift
      mount --rbind /proc "$0/proc"
      mount --rbind /dev "$0/dev"
      mount -o remount,bind,ro "$0"
      exec chroot --userspec=65532:65532 "$0" /opt/java/bin/"$@"
      """;

  @Test
  void cli_inItsImage_printsItsVersion(@TempDir Path tmp) {
    var line = command("cli", tmp);
    line.add("--version");
    var result = Command.of(line.getFirst()).and(line.subList(1, line.size())).run().orThrow();
    assertThat(result.stdout()).isEqualTo("nauthera 0.1.0-SNAPSHOT\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "controller"})
  void program_inItsImage_answersItsLivenessProbe(
      String program, @TempDir Path folder, @TempDir Path tmp) throws Exception {
    var unusedCertificate = SelfSignedCertificate.write(tmp);
    var port = Ports.free();
    var process =
        LocalProcess.isolated(
            program,
            folder,
            command(program, tmp),
            Map.of(
                "PATH",
                "/usr/sbin:/usr/bin:/sbin:/bin",
                "POD_IP",
                "127.0.0.1",
                "POD_NAME",
                program,
                "POD_NAMESPACE",
                "nauthera-system",
                "NAUTHERA_LEASE_NAME",
                "nauthera-controller",
                "NAUTHERA_PORT",
                Integer.toString(Ports.free()),
                "NAUTHERA_HEALTH_PORT",
                Integer.toString(port),
                "NAUTHERA_TLS_DIR",
                "/tmp",
                // No API server answers, which makes a process not ready, but not dead.
                "KUBERNETES_MASTER",
                "http://127.0.0.1:" + Ports.free()));
    process.start();
    try {
      Wait.until(
          program + " answers its liveness probe",
          Duration.ofMinutes(2),
          () -> {
            process.requireAlive();
            return Http.isOk("http://127.0.0.1:%d/healthz".formatted(port));
          });
    } finally {
      process.stop();
    }
  }

  @Test
  void root_ofAContainer_cannotBeWritten(@TempDir Path tmp) {
    var line = command("webhook", tmp);
    // The JVM writes its log to this file, or says why it cannot.
    line.add(line.indexOf("-cp"), "-Xlog:gc:file=/opt/java/gc.log");
    var result = Command.of(line.getFirst()).and(line.subList(1, line.size())).run();
    assertThat(result.stdout() + result.stderr()).contains("Read-only file system");
  }

  /**
   * The entry point of an image, as a process in mounts of its own, with a copy of a folder at
   * /tmp.
   */
  private static List<String> command(String program, Path tmp) {
    var line =
        new ArrayList<>(
            List.of("unshare", "--mount", "--propagation", "private", "sh", "-ec", AS_A_CONTAINER));
    line.add(root(program).toString());
    line.add(tmp.toString());
    line.addAll(BuiltImages.shared().image(program).image().entrypoint());
    return line;
  }

  private static Path root(String program) {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can mount");
    var root = BuiltImages.shared().root(program);
    for (var mountPoint : List.of("proc", "dev")) {
      Folders.create(root.resolve(mountPoint));
    }
    return root;
  }
}
