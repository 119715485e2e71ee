package io.nauthera.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.demo.PodCluster;
import io.nauthera.sandbox.node.NautheraChart;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Restarts and new certificates of the webhook do not make a single create fail. */
class DisturbedWebhookTest {
  private static final String WEBHOOK = "nauthera-webhook";

  private static PodCluster cluster;

  @BeforeAll
  static void install() {
    cluster = SharedNode.withNauthera();
  }

  @Test
  void creates_whileTheWebhookRestarts10Times_allPass() throws Exception {
    try (SteadyCreates creates = SteadyCreates.start(cluster.kubernetes(), "restarts")) {
      for (int restart = 0; restart < 10; restart++) {
        kubectl("rollout", "restart", "deployment/" + WEBHOOK);
        kubectl("rollout", "status", "deployment/" + WEBHOOK, "--timeout=120s");
      }
      creates.stop();

      assertThat(creates.failures()).isEmpty();
      assertThat(creates.count()).isGreaterThan(100);
    }
  }

  @Test
  void creates_whileTheCertificateIsReplaced20Times_allPass() throws Exception {
    try (SteadyCreates creates = SteadyCreates.start(cluster.kubernetes(), "rotations")) {
      for (int rotation = 0; rotation < 20; rotation++) {
        BigInteger before = servedSerial();
        kubectl("delete", "secret", WEBHOOK + "-tls");
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(200))
            .until(() -> !servedSerial().equals(before));
      }
      creates.stop();

      assertThat(creates.failures()).isEmpty();
      assertThat(creates.count()).isGreaterThan(100);
    }
  }

  private static void kubectl(String... arguments) {
    var all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--namespace";
    all[arguments.length + 1] = NautheraChart.NAMESPACE;
    var unused = cluster.kubectl(all).orThrow();
  }

  /** The serial number of the certificate that the webhook shows now, asked at its Service. */
  private static BigInteger servedSerial() throws IOException, GeneralSecurityException {
    String address =
        cluster
            .kubernetes()
            .services()
            .inNamespace(NautheraChart.NAMESPACE)
            .withName(WEBHOOK)
            .require()
            .getSpec()
            .getClusterIP();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anyone()}, null);
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(address, 443)) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  /** Only the serial number counts: the API server checks the certificate. */
  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
