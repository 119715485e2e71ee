package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.cluster.Helm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Calls the webhook directly, as the API server would. */
final class WebhookClient {
  private final HttpClient http;
  private final URI validate;

  private WebhookClient(HttpClient http, URI validate) {
    this.http = http;
    this.validate = validate;
  }

  static WebhookClient of(Sandbox sandbox) throws GeneralSecurityException, IOException {
    var secret =
        sandbox
            .kubernetes()
            .secrets()
            .inNamespace(Helm.NAMESPACE)
            .withName(sandbox.webhookProcess().name() + "-tls")
            .require();
    byte[] ca = Base64.getDecoder().decode(secret.getData().get("ca.crt"));
    return of(
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(ca)),
        sandbox.webhookProcess().address() + ":9443");
  }

  /** {@code address} is a host and a port. */
  static WebhookClient of(Certificate ca, String address)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("ca", ca);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return new WebhookClient(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build(),
        URI.create("https://" + address + "/validate?timeout=5s"));
  }

  /** The AdmissionReview of a creation, as JSON. */
  static String review(String uid, HasMetadata resource) {
    // As the mutation leaves it.
    resource.getMetadata().setAnnotations(Map.of(AuthApi.REQUESTED_BY_ANNOTATION, "dev"));
    return """
    {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"%s",
    "kind":{"group":"auth.nauthera.io","version":"v1alpha1","kind":"%s"},
    "resource":{"group":"auth.nauthera.io","version":"v1alpha1","resource":"%s"},
    "name":"%s","namespace":"%s","operation":"CREATE","userInfo":{"username":"dev"},"object":%s,"oldObject":null}}
    """
        .formatted(
            uid,
            resource.getKind(),
            resource.getPlural(),
            resource.getMetadata().getName(),
            resource.getMetadata().getNamespace(),
            SampleCluster.json(resource));
  }

  /** Fails if the answer is not the expected one. */
  void call(String review, boolean allowed) throws IOException, InterruptedException {
    String answer = answer(review);
    if (!answer.contains("\"allowed\":" + allowed)) {
      throw new IOException(answer);
    }
  }

  /** Fails where the webhook does not review. */
  String answer(String review) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(validate)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(review))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }
}
