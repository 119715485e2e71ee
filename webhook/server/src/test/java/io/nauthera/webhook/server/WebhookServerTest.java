package io.nauthera.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.webhook.certificates.MountedCertificate;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server on a real socket: its limits, and a certificate that changes while it runs. */
class WebhookServerTest {
  @TempDir Path folder;
  private ServerOnLoopback server;
  private URI url;

  @BeforeEach
  void start() throws Exception {
    writePair("first");
    server =
        ServerOnLoopback.start(
            new TlsSources(new MountedCertificate(folder), null),
            Optional::empty,
            new Metrics(Metric.Program.WEBHOOK));
    url = URI.create(server.url("/validate"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void body_tooLargeWrongTypeOrNoReview_isAPlainHttpError() throws Exception {
    assertThat(statusOfAnnounced(8 << 20)).startsWith("HTTP/1.1 408 ");
    assertThat(post("text/plain", "{}").statusCode()).isEqualTo(415);
    assertThat(post("application/json", "{nonsense").statusCode()).isEqualTo(400);
    assertThat(post("application/json", "[".repeat(100_000)).statusCode()).isEqualTo(400);
    HttpResponse<String> noReview = post("application/json", "{\"kind\":\"Pod\"}");
    assertThat(noReview.statusCode()).isEqualTo(400);
    assertThat(noReview.body()).contains("AdmissionReview").doesNotContain("Exception");
  }

  @Test
  void review_overALimit_isRefusedWithASentence() throws Exception {
    String keys = "{},".repeat(1 << 20) + "{}";
    String large =
        SlowCallersTest.REVIEW.replace(
            "\"oldObject\": {}", "\"oldObject\": {\"a\": [" + keys + "]}");

    HttpResponse<String> answer = post("application/json", large);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"uid\":\"u\"", "\"allowed\":false", "more than 50000 JSON values");
  }

  /** The API server escapes text, so that 3 MiB of a manifest can become 18 MiB of a review. */
  @ParameterizedTest
  @ValueSource(strings = {"\\u0026", "\\u0026\", \""})
  void review_ofEscapedText_isRefusedWithASentence(String escaped) throws Exception {
    String texts = escaped.repeat((18 << 20) / escaped.length());
    String large =
        SlowCallersTest.REVIEW.replace(
            "\"oldObject\": {}", "\"oldObject\": {\"a\": [\"" + texts + "\"]}");

    HttpResponse<String> answer = post("application/json", large);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"uid\":\"u\"", "\"allowed\":false", "make the manifest smaller");
  }

  @Test
  void review_largerThanABody_isRefusedWithASentence() throws Exception {
    String texts = ("x".repeat(100_000) + "\", \"").repeat(100);
    String large =
        SlowCallersTest.REVIEW.replace(
            "\"oldObject\": {}", "\"oldObject\": {\"a\": [\"" + texts + "\"]}");

    HttpResponse<String> answer = post("application/json", large);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"allowed\":false", "has more than 7 MiB");
  }

  @Test
  void certificate_renewed_isServed_butGarbageIsNot() throws Exception {
    assertThat(servedName()).isEqualTo("CN=first");

    writePair("second");
    awaitName("CN=second");
    Files.writeString(folder.resolve("tls.crt"), "garbage");
    server.server().reloadCertificate();
    assertThat(servedName()).isEqualTo("CN=second");
    writePair("third");
    awaitName("CN=third");
  }

  @Test
  void certificate_withTheKeyOfAnother_isNotServed() throws Exception {
    Files.writeString(
        folder.resolve("tls.key"),
        TestCertificate.pem(new JcaPKCS8Generator(TestCertificate.newKeys().getPrivate(), null)));
    server.server().reloadCertificate();

    assertThat(servedName()).isEqualTo("CN=first");
  }

  @Test
  void body_ofUnknownLength_isLimitedWhileItIsRead() throws Exception {
    assertThat(firstLine("/validate", "Transfer-Encoding: chunked", endless()))
        .startsWith("HTTP/1.1 413 ");
  }

  /** Each byte arrives before the idle timeout, so only the deadline can end the request. */
  @ParameterizedTest
  @CsvSource({"/validate,2", "/validate?timeout=1s,1", "/validate?timeout=99s,2"})
  void body_arrivingSlowly_isRefusedBeforeTheApiServerStopsWaiting(String path, int seconds)
      throws Exception {
    long start = System.nanoTime();

    String answer =
        firstLine(
            path,
            "Content-Length: 1000",
            socket -> {
              for (int i = 0; i < 300; i++) {
                socket.getOutputStream().write(' ');
                socket.getOutputStream().flush();
                Thread.sleep(100);
              }
            });

    assertThat(answer).startsWith("HTTP/1.1 408 ");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds + 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void key_inTraditionalEncoding_isUsed(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("EC") ? 256 : 2048);
    KeyPair keys = generator.generateKeyPair();

    TestCertificate.of("traditional", keys).writeTo(folder, traditional(keys.getPrivate()));

    awaitName("CN=traditional");
  }

  /** As openssl writes it: PKCS #1 for RSA; parameters and SEC 1 for EC. */
  private static String traditional(PrivateKey key) throws Exception {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    byte[] parameters =
        info.getPrivateKeyAlgorithm().getParameters().toASN1Primitive().getEncoded();
    byte[] traditional = info.parsePrivateKey().toASN1Primitive().getEncoded();
    if (key.getAlgorithm().equals("RSA")) {
      return block("RSA PRIVATE KEY", traditional);
    }
    var sec1 = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(traditional);
    var withParameters =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
            256, sec1.getKey(), info.getPrivateKeyAlgorithm().getParameters());
    return block("EC PARAMETERS", parameters)
        + block("EC PRIVATE KEY", withParameters.getEncoded());
  }

  private static String block(String type, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(content), type);
  }

  /** Sends what follows the head of a request. */
  private interface Sending {
    void to(Socket socket) throws Exception;
  }

  private static Sending endless() {
    byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return socket -> {
      for (int i = 0; i < 200; i++) {
        socket.getOutputStream().write(chunk);
      }
    };
  }

  private String firstLine(String path, String header, Sending sending) throws Exception {
    try (Socket socket = connect()) {
      socket.setSoTimeout(60_000);
      String head =
          "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n%s\r\n\r\n"
              .formatted(path, header);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      Thread sender =
          Thread.startVirtualThread(() -> {
            try {
              sending.to(socket);
            } catch (Exception e) {
              // The server has answered and closed the connection.
            }
          });
      try {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
      } finally {
        sender.interrupt();
      }
    }
  }

  private Socket connect() throws Exception {
    return TestCertificate.callerWith(null)
        .getSocketFactory()
        .createSocket(url.getHost(), url.getPort());
  }

  /**
   * Announces a body and sends none of it, so that the connection is not reset before the answer.
   */
  private String statusOfAnnounced(int length) throws Exception {
    return firstLine("/validate", "Content-Length: " + length, socket -> {});
  }

  private HttpResponse<String> post(String type, String body) throws Exception {
    try (HttpClient http = trusting()) {
      return http.send(
          HttpRequest.newBuilder(url)
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private void awaitName(String name) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(10));
    while (!servedName().equals(name) && Instant.now().isBefore(end)) {
      Thread.sleep(100);
    }
    assertThat(servedName()).isEqualTo(name);
  }

  private String servedName() throws Exception {
    try (HttpClient http = trusting()) {
      HttpResponse<Void> answer =
          http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding());
      var certificate =
          (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    }
  }

  private static HttpClient trusting() throws Exception {
    return HttpClient.newBuilder().sslContext(TestCertificate.callerWith(null)).build();
  }

  private void writePair(String name) throws Exception {
    TestCertificate.of(name).writeTo(folder);
  }
}
