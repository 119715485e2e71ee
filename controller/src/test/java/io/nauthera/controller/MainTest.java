package io.nauthera.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.runtime.FakeApiServer;
import io.nauthera.runtime.ProgramRun;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The controller as a process: its start, and what its probes say. */
class MainTest {
  @Test
  void start_withoutItsEnvironment_isOneLineAndAnExitCode() throws Exception {
    var run = ProgramRun.of(Main.class, Map.of("NAUTHERA_HEALTH_PORT", "8081"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .singleElement()
        .asString()
        .contains("ERROR")
        .endsWith(
            "cannot start: environment variable POD_IP is not set: set it to an IP address of this host ");
  }

  @Test
  void start_onAnAddressOfAnotherHost_isOneLineAndAnExitCode() throws Exception {
    var run =
        ProgramRun.of(
            Main.class,
            Map.of(
                "POD_IP", "192.0.2.1",
                "NAUTHERA_HEALTH_PORT", "8081",
                "POD_NAME", "controller-0",
                "POD_NAMESPACE", "nauthera-system",
                "NAUTHERA_LEASE_NAME", "nauthera-controller"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .singleElement()
        .asString()
        .contains("cannot start: cannot listen on /192.0.2.1:8081: ");
  }

  private static Map<String, String> environment(FakeApiServer apiServer, int healthPort) {
    apiServer.putSingle(
        "/api/v1/namespaces/kube-system",
        """
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "kube-system", "uid": "u"}}
        """);
    return Map.of(
        "POD_IP", "127.0.0.1",
        "POD_NAME", "controller-0",
        "POD_NAMESPACE", "nauthera-system",
        "NAUTHERA_LEASE_NAME", "nauthera-controller",
        "NAUTHERA_HEALTH_PORT", Integer.toString(healthPort),
        "KUBERNETES_MASTER", apiServer.url(),
        "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
        "KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** -1 while the process does not listen. */
  private static int status(int port, String path) throws InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Otherwise the kubelet would never restart it. */
  @Test
  @Timeout(120)
  void start_thatTheApiServerRefuses_endsTheProcess() throws Exception {
    try (var apiServer = new FakeApiServer()) {
      apiServer.failLists("secrets", 403);

      var run = ProgramRun.of(Main.class, environment(apiServer, freePort()));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output()).anyMatch(line -> line.contains("cannot start: "));
    }
  }

  @Test
  @Timeout(120)
  void process_isReadyOnlyAfterItsCachesAreSynced() throws Exception {
    int port = freePort();
    try (var apiServer = new FakeApiServer()) {
      apiServer.holdLists("authclients");
      Process process = ProgramRun.start(Main.class, environment(apiServer, port));
      try {
        await().atMost(Duration.ofMinutes(1)).until(() -> apiServer.listsOf("authclients") > 0);
        assertThat(status(port, "/healthz")).isEqualTo(200);
        assertThat(status(port, "/readyz")).isEqualTo(503);

        apiServer.releaseLists("authclients");

        await().atMost(Duration.ofMinutes(1)).until(() -> status(port, "/readyz") == 200);
        assertThat(status(port, "/healthz")).isEqualTo(200);
      } finally {
        process.destroy();
      }
    }
  }
}
