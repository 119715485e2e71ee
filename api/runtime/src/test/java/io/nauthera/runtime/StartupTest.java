package io.nauthera.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator reads when a process cannot start. */
class StartupTest {
  @Test
  void start_thatFails_isOneLineAndEndsTheProcess() throws Exception {
    var run = ProgramRun.of(Broken.class, Map.of());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).singleElement().asString().contains("cannot start: no class def");
  }

  /** Fails with an error while another thread keeps the process alive. */
  static final class Broken {
    public static void main(String[] args) {
      Thread.ofPlatform()
          .start(() -> {
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      Startup.run(
          new Environment(Map.of()),
          environment -> {
            throw new NoClassDefFoundError("no class def");
          });
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new IOException("no file"), "no file"),
        Arguments.of(new ConnectException(), "ConnectException"),
        Arguments.of(
            new IOException("cannot listen on x", new IOException("address in use")),
            "cannot listen on x: address in use"),
        Arguments.of(new CompletionException(new IOException("reset")), "reset"),
        Arguments.of(new IOException("said: twice", new IOException("twice")), "said: twice"),
        Arguments.of(new IOException("two\n  lines"), "two lines"),
        Arguments.of(
            new KubernetesClientException(
                new StatusBuilder().withCode(403).withMessage("pods is forbidden").build()),
            "pods is forbidden (HTTP 403)"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failure_ofAnyKind_isOneLineWithItsCauses(Throwable failure, String line) {
    assertThat(Failure.describe(failure)).isEqualTo(line);
  }
}
