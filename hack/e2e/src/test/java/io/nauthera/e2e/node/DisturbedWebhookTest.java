package io.nauthera.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.demo.PodCluster;
import io.nauthera.sandbox.node.NautheraChart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
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
        X509Certificate before = storedCertificate().orElseThrow();
        kubectl("delete", "secret", WEBHOOK + "-tls");
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(200))
            .until(() -> {
              Optional<X509Certificate> stored = storedCertificate();
              return stored.isPresent()
                  && !stored.get().equals(before)
                  && isServedByAllPods(stored.get());
            });
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

  /** The certificate in the Secret. It is missing until cert-manager has issued a new one. */
  private static Optional<X509Certificate> storedCertificate() throws GeneralSecurityException {
    Secret secret =
        cluster
            .kubernetes()
            .secrets()
            .inNamespace(NautheraChart.NAMESPACE)
            .withName(WEBHOOK + "-tls")
            .get();
    if (secret == null || secret.getData() == null || !secret.getData().containsKey("tls.crt")) {
      return Optional.empty();
    }
    byte[] pem = Base64.getDecoder().decode(secret.getData().get("tls.crt"));
    return Optional.of(
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem)));
  }

  private static boolean isServedByAllPods(X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anyone()}, null);
    for (Pod pod :
        cluster
            .kubernetes()
            .pods()
            .inNamespace(NautheraChart.NAMESPACE)
            .withLabel("app.kubernetes.io/component", "webhook")
            .list()
            .getItems()) {
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(pod.getStatus().getPodIP(), 9443)) {
        socket.startHandshake();
        if (!socket.getSession().getPeerCertificates()[0].equals(certificate)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The test compares the certificate: the API server checks it. */
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
