package io.nauthera.e2e.certificates;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Calls the webhook as an API server that has just started: with a new connection, which trusts
 * what caBundle contains. The API server itself keeps its connections and would not notice a
 * certificate that it does not trust.
 */
final class FreshCaller {
  private static final String HOST = "nauthera-webhook.nauthera-system.svc";
  private static final int PORT = 9443;

  private final KubernetesClient kubernetes;
  private final String address;
  private final AtomicInteger calls = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Thread thread = Thread.ofPlatform().name("fresh-caller").unstarted(this::repeat);
  private volatile boolean isClosed;

  FreshCaller(KubernetesClient kubernetes, String address) {
    this.kubernetes = kubernetes;
    this.address = address;
  }

  void start() {
    thread.start();
  }

  private void repeat() {
    while (!isClosed) {
      try {
        var unused = served();
        calls.incrementAndGet();
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception e) {
        failures.add(e.toString());
      }
    }
  }

  /** The certificate of the webhook; fails if it is not trusted. */
  X509Certificate served() throws IOException, GeneralSecurityException {
    SSLContext context = trusting(caBundle());
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, PORT));
      try (var tls =
          (SSLSocket) context.getSocketFactory().createSocket(socket, HOST, PORT, true)) {
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return (X509Certificate) tls.getSession().getPeerCertificates()[0];
      }
    }
  }

  /** What the API server trusts, in PEM; empty if it is not set. */
  byte[] caBundle() {
    ValidatingWebhook webhook =
        kubernetes
            .admissionRegistration()
            .v1()
            .validatingWebhookConfigurations()
            .withName("nauthera")
            .get()
            .getWebhooks()
            .getFirst();
    String bundle = Objects.requireNonNullElse(webhook.getClientConfig().getCaBundle(), "");
    return Base64.getDecoder().decode(bundle);
  }

  private static SSLContext trusting(byte[] bundle) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    int number = 0;
    for (var authority :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bundle))) {
      store.setCertificateEntry("ca-" + number++, authority);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  int calls() {
    return calls.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  void stop() throws InterruptedException {
    isClosed = true;
    thread.join();
  }
}
