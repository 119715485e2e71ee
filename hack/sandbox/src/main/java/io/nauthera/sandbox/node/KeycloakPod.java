package io.nauthera.sandbox.node;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.nauthera.sandbox.cluster.ClusterAccess;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.process.Http;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.process.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Keycloak as a pod behind a Service, with a certificate of cert-manager for the address of the
 * Service. Clients in the cluster reach it without DNS.
 */
public final class KeycloakPod implements AutoCloseable {
  public static final String NAMESPACE = "keycloak";
  private static final String NAME = "keycloak";
  private static final String USER = "admin";
  private static final int HTTP = 8080;
  private static final int HTTPS = 8443;

  private final ClusterAccess cluster;
  private final String address;
  private final LocalPortForward forward;
  private final KeycloakAdmin admin;

  private KeycloakPod(ClusterAccess cluster, String address, String password) {
    this.cluster = cluster;
    this.address = address;
    this.forward = service().portForward(HTTP);
    this.admin = new KeycloakAdmin("http://127.0.0.1:" + forward.getLocalPort(), USER, password);
  }

  /**
   * Installs Keycloak and returns when it answers.
   *
   * @param start the arguments of the image, e.g. "start"
   * @param password of the administrator, who is created unless the image has one
   */
  public static KeycloakPod install(
      ClusterAccess cluster, String image, List<String> start, String password) {
    cluster.apply(Manifest.of("keycloak-service.yaml", Map.of()));
    var address =
        cluster
            .kubernetes()
            .services()
            .inNamespace(NAMESPACE)
            .withName(NAME)
            .require()
            .getSpec()
            .getClusterIP();
    cluster.apply(
        Manifest.of(
            "keycloak.yaml",
            Map.of(
                "image", image,
                "address", address,
                "password", password,
                "start", String.join(", ", start))));
    awaitRollout(cluster);
    var pod = new KeycloakPod(cluster, address, password);
    Wait.until(
        "Keycloak answers through a port-forward",
        Duration.ofSeconds(30),
        () -> Http.isOk("http://127.0.0.1:%d/realms/master".formatted(pod.forward.getLocalPort())));
    return pod;
  }

  private static void awaitRollout(ClusterAccess cluster) {
    var rollout =
        cluster.kubectl(
            "rollout", "status", "deployment/keycloak", "-n", NAMESPACE, "--timeout=300s");
    if (!rollout.succeeded()) {
      throw new SandboxException(
          "Keycloak does not become ready:\n%s\n%s"
              .formatted(
                  cluster.kubectl("describe", "pods", "-n", NAMESPACE).stdout(),
                  cluster.kubectl("logs", "deployment/keycloak", "-n", NAMESPACE).stdout()));
    }
  }

  private ServiceResource<Service> service() {
    return cluster.kubernetes().services().inNamespace(NAMESPACE).withName(NAME);
  }

  /** The root URL in the cluster. */
  public String url() {
    return "https://" + address;
  }

  /** What a {@link ServiceTunnel} does with connections to {@link #url()}. */
  public ServiceTunnel.Route route() {
    return new ServiceTunnel.Route(address + ":443", NAMESPACE, NAME, HTTPS);
  }

  /** The Admin API. */
  public KeycloakAdmin admin() {
    return admin;
  }

  /** The certificate authority of {@link #url()}, in PEM. */
  public String certificateAuthority() {
    var secret =
        cluster.kubernetes().secrets().inNamespace(NAMESPACE).withName("keycloak-tls").require();
    var data = Objects.requireNonNull(secret.getData().get("ca.crt"));
    return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      forward.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
