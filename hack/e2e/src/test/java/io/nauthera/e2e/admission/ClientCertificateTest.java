package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/**
 * With {@code webhook.clientCA} the webhook answers the API server, and callers without a
 * certificate learn nothing.
 */
class ClientCertificateTest {
  private static final int PORT = 9443;
  private static final String REQUEST =
      "POST /validate HTTP/1.1\r\nHost: webhook\r\nContent-Length: 0\r\n\r\n";

  @Test
  void webhook_withClientCa_answersOnlyCallersWithACertificate() throws Exception {
    var tenant = new Tenant("callers");
    assertThat(firstLine(tenant)).startsWith("HTTP/1.1 4");
    String ca = Files.readString(tenant.sandbox.certificateAuthority());
    tenant.sandbox.installNauthera("webhook.clientCA=" + ca);
    try {
      CommandResult throughTheApiServer =
          tenant.applyClient("app", "scopes: [openid], redirectUris: [\"https://a.example.com/\"]");

      assertThat(throughTheApiServer.succeeded()).as(throughTheApiServer.toString()).isTrue();
      assertThat(throughTheApiServer.stderr()).contains("does not exist (yet)");
      // In TLS 1.3 the refusal may arrive before the request is written, or after it.
      assertThatThrownBy(() -> firstLine(tenant))
          .isInstanceOfAny(SSLException.class, SocketException.class);
    } finally {
      tenant.sandbox.installNauthera();
    }
  }

  /** Calls the webhook as any pod could, without a client certificate. */
  private static String firstLine(Tenant tenant) throws IOException, GeneralSecurityException {
    var address = tenant.sandbox.webhookProcess().address();
    try (var socket = trusting(tenant).getSocketFactory().createSocket(address, PORT)) {
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  private static SSLContext trusting(Tenant tenant) throws IOException, GeneralSecurityException {
    Secret serving =
        tenant
            .kubernetes
            .secrets()
            .inNamespace("nauthera-system")
            .withName("nauthera-webhook-tls")
            .get();
    byte[] pem = Base64.getDecoder().decode(serving.getData().get("ca.crt"));
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    store.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
