package io.nauthera.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.sandbox.cluster.ClusterAccess;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.node.CertManagerPod;
import io.nauthera.sandbox.node.KeycloakPod;
import io.nauthera.sandbox.node.NautheraChart;
import io.nauthera.sandbox.node.ServiceTunnel;
import io.nauthera.sandbox.process.CommandResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A cluster where cert-manager, Keycloak and Nauthera are pods. */
public final class PodCluster implements DemoCluster, AutoCloseable {
  private final ClusterAccess cluster;
  private final PodImages images;
  private final KeycloakPod keycloak;
  private final ServiceTunnel tunnel;
  private final NautheraChart chart;
  private final List<String> trusted = new ArrayList<>();

  private PodCluster(ClusterAccess cluster, PodImages images, KeycloakPod keycloak) {
    this.cluster = cluster;
    this.images = images;
    this.keycloak = keycloak;
    this.tunnel =
        ServiceTunnel.open(
            cluster.kubernetes(),
            keycloak.route(),
            new ServiceTunnel.Route(Portal.HOST + ":443", Workflows.TEAM, "portal", 8443));
    this.chart = new NautheraChart(cluster, images.registry(), images.tag());
    trusted.add(keycloak.certificateAuthority());
  }

  /** Installs cert-manager, unless the cluster has it, and Keycloak. */
  public static PodCluster prepare(
      ClusterAccess cluster, PodImages images, String keycloakPassword, Consumer<String> progress) {
    if (!CertManagerPod.isInstalled(cluster)) {
      progress.accept("installing cert-manager");
      CertManagerPod.install(cluster, images.certManager());
    }
    progress.accept("installing Keycloak");
    return new PodCluster(
        cluster,
        images,
        KeycloakPod.install(cluster, images.keycloak(), images.keycloakStart(), keycloakPassword));
  }

  /** The release of Nauthera. It is not installed yet. */
  public NautheraChart chart() {
    return chart;
  }

  public ClusterAccess access() {
    return cluster;
  }

  PodImages images() {
    return images;
  }

  @Override
  public CommandResult kubectl(String... arguments) {
    return cluster.kubectl(arguments);
  }

  @Override
  public KubernetesClient kubernetes() {
    return cluster.kubernetes();
  }

  @Override
  public KeycloakAdmin keycloakAdmin() {
    return keycloak.admin();
  }

  @Override
  public String keycloakUrl() {
    return keycloak.url();
  }

  /** The authority that signed Keycloak's certificate, in PEM. */
  public String keycloakAuthority() {
    return keycloak.certificateAuthority();
  }

  @Override
  public String keycloakSettings() {
    return """
      keycloak: {caSecretRef: {name: keycloak-ca}}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: keycloak-ca, namespace: security}
    stringData:
      ca.crt: |
    %s
    """
        .formatted(keycloakAuthority().indent(4).stripTrailing());
  }

  /** Lets browsers trust one more authority, in PEM. */
  void trust(String authority) {
    trusted.add(authority);
  }

  @Override
  public HttpClient.Builder browser() {
    return HttpClient.newBuilder()
        .proxy(ProxySelector.of(tunnel.address()))
        .sslContext(trusting(String.join("\n", trusted)));
  }

  private static SSLContext trusting(String authorities) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var input = new ByteArrayInputStream(authorities.getBytes(StandardCharsets.UTF_8));
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(input)) {
        store.setCertificateEntry("authority-" + store.size(), certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot trust the authorities of the cluster", e);
    }
  }

  @Override
  public Path folder() {
    return cluster.folder();
  }

  @Override
  public void close() {
    tunnel.close();
    keycloak.close();
  }
}
