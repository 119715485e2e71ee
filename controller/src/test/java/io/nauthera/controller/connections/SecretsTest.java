package io.nauthera.controller.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nauthera.controller.connections.Secrets.Content;
import io.nauthera.controller.connections.Secrets.Forbidden;
import io.nauthera.controller.connections.Secrets.Missing;
import io.nauthera.controller.connections.Secrets.NoAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private final HttpServer apiServer =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final KubernetesClient kubernetes =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder()
                  .withAutoConfigure(false)
                  .withMasterUrl("http://127.0.0.1:" + apiServer.getAddress().getPort())
                  .withRequestRetryBackoffLimit(0)
                  .build())
          .build();

  SecretsTest() throws IOException {}

  @BeforeEach
  void start() {
    apiServer.start();
  }

  @AfterEach
  void stop() {
    kubernetes.close();
    apiServer.stop(0);
  }

  private void answer(int status, String body) {
    apiServer.createContext(
        "/api/v1/namespaces/security/secrets/main-keycloak",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  private Secrets.Reading read() {
    return Secrets.of(kubernetes).read("security", "main-keycloak");
  }

  @Test
  void secret_existing_hasLabelsAndData() {
    answer(
        200,
        """
        {"apiVersion": "v1", "kind": "Secret",
         "metadata": {"name": "main-keycloak", "labels": {"team": "security"}},
         "data": {"client_id": "bmF1dGhlcmE="}}
        """);

    assertThat(read())
        .isEqualTo(new Content(Map.of("team", "security"), Map.of("client_id", "bmF1dGhlcmE=")));
  }

  @Test
  void secret_empty_hasNoLabelsAndNoData() {
    answer(
        200,
        """
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "main-keycloak"}}
        """);

    assertThat(read()).isEqualTo(new Content(Map.of(), Map.of()));
  }

  @Test
  void secret_thatDoesNotExist_isMissing() {
    assertThat(read()).isEqualTo(new Missing());
  }

  @Test
  void secret_thatMayNotBeRead_isForbidden() {
    answer(403, status(403));

    assertThat(read()).isEqualTo(new Forbidden());
  }

  @Test
  void apiServer_failing_givesNoAnswer() {
    answer(503, status(503));

    assertThat(read()).isEqualTo(new NoAnswer());
  }

  @Test
  void apiServer_stopped_givesNoAnswer() {
    apiServer.stop(0);

    assertThat(read()).isEqualTo(new NoAnswer());
  }

  private static String status(int code) {
    return """
    {"apiVersion": "v1", "kind": "Status", "status": "Failure", "code": %d}
    """
        .formatted(code);
  }
}
