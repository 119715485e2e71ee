package io.nauthera.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.webhook.certificates.MountedCertificate;
import io.nauthera.webhook.server.RefusedRequests.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metric moves for each way in which a request ends before its review, and for no other. */
class RefusedRequestsTest {
  private static final String HEAD =
      "POST /validate?timeout=1s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  @TempDir Path folder;
  private final Metrics metrics = new Metrics(Metric.Program.WEBHOOK);
  private final TestCertificate apiServer = newCertificate();
  private Optional<RuntimeException> bug = Optional.empty();
  private ServerOnLoopback server;

  private static TestCertificate newCertificate() {
    try {
      return TestCertificate.of("api-server");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() throws Exception {
    TestCertificate.of("webhook").writeTo(folder);
    Path authorities = Files.writeString(folder.resolve("ca.crt"), apiServer.pem());
    server =
        ServerOnLoopback.start(
            new TlsSources(new MountedCertificate(folder), authorities),
            () -> {
              bug.ifPresent(e -> {
                throw e;
              });
              return Optional.empty();
            },
            metrics);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void reasons_beforeAnyRequest_areZero() throws Exception {
    assertCounted();
    assertThat(text())
        .contains(
            Stream.of(Reason.values())
                .map(reason ->
                    "nauthera_webhook_refused_requests_total{reason=\"" + reason + "\"} 0.0")
                .toArray(String[]::new));
  }

  @Test
  void review_isNotCounted() throws Exception {
    assertThat(post("/validate", "application/json", SlowCallersTest.REVIEW)).isEqualTo(200);

    assertCounted();
  }

  @Test
  void caller_withoutACertificate_isCounted() throws Exception {
    assertThatThrownBy(() -> post(TestCertificate.callerWith(null), "/validate", "", "{}"))
        .isInstanceOf(IOException.class);

    assertCounted(Reason.TLS);
  }

  @Test
  void request_thatIsNotAReview_isCounted() throws Exception {
    assertThat(post("/elsewhere", "application/json", "{}")).isEqualTo(404);
    assertThat(post("/validate", "text/plain", "{}")).isEqualTo(415);
    assertThat(post("/validate", "application/json", "{nonsense")).isEqualTo(400);
    assertThat(post("/validate", "application/json", "{\"kind\": \"Pod\"}")).isEqualTo(400);

    assertCounted(Reason.NOT_FOUND, Reason.CONTENT_TYPE, Reason.MALFORMED, Reason.MALFORMED);
  }

  /** The user gets an answer with the uid of the request, and still nothing was reviewed. */
  @Test
  void review_thatIsTooLarge_isCounted() throws Exception {
    String large =
        SlowCallersTest.REVIEW.replace(
            "\"oldObject\": {}", "\"oldObject\": {\"a\": [" + "{},".repeat(60_000) + "{}]}");

    assertThat(post("/validate", "application/json", large)).isEqualTo(200);

    assertCounted(Reason.TOO_LARGE);
  }

  @Test
  void request_thatDoesNotArrive_isCounted() throws Exception {
    try (Socket late = send("Content-Length: 1000\r\n\r\n{")) {
      assertThat(new String(late.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 408");
    }

    assertCounted(Reason.TIMEOUT);
  }

  /** {@link RequestMemoryTest} reaches this limit. */
  @Test
  void limitOfMemory_isOverload() {
    assertThat(Reason.ofLimit(429)).isEqualTo(Reason.OVERLOAD);
  }

  @Test
  void caller_thatDisconnects_isCounted() throws Exception {
    send("Content-Length: 1000\r\n\r\n{").close();

    await().untilAsserted(() -> assertCounted(Reason.DISCONNECTED));
  }

  @Test
  void bug_isCounted() throws Exception {
    bug = Optional.of(new IllegalStateException("a bug"));

    assertThat(post("/validate", "application/json", SlowCallersTest.REVIEW)).isEqualTo(500);

    assertCounted(Reason.INTERNAL_ERROR);
  }

  private Socket send(String rest) throws Exception {
    Socket socket =
        TestCertificate.callerWith(apiServer)
            .getSocketFactory()
            .createSocket("127.0.0.1", server.port());
    socket.getOutputStream().write((HEAD + rest).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private int post(String path, String type, String body) throws Exception {
    return post(TestCertificate.callerWith(apiServer), path, type, body);
  }

  private int post(SSLContext tls, String path, String type, String body) throws Exception {
    try (HttpClient http =
        HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build()) {
      var request = HttpRequest.newBuilder(URI.create(server.url(path)));
      if (!type.isEmpty()) {
        request.header("Content-Type", type);
      }
      return http.send(
              request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  /** Each reason as often as it is named, and the others never. */
  private void assertCounted(Reason... reasons) throws Exception {
    for (Reason reason : Reason.values()) {
      assertThat(text())
          .contains(
              "nauthera_webhook_refused_requests_total{reason=\"%s\"} %d.0"
                  .formatted(reason, Stream.of(reasons).filter(reason::equals).count()));
    }
  }

  private String text() throws IOException {
    var out = new ByteArrayOutputStream();
    metrics.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
