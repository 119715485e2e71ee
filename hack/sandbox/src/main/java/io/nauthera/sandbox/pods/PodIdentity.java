package io.nauthera.sandbox.pods;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.nauthera.sandbox.cluster.ControlPlane;
import io.nauthera.sandbox.process.SecretFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The name, address and service account that a pod has in the cluster. */
final class PodIdentity {
  private static final long TOKEN_SECONDS = Duration.ofDays(30).toSeconds();

  private final ControlPlane plane;
  private final Deployment deployment;
  private final Set<String> takenNames;
  private final String address;
  private @Nullable String name;

  /** {@code takenNames} are the names of pods that other processes have. */
  PodIdentity(ControlPlane plane, Deployment deployment, Set<String> takenNames) {
    this.plane = plane;
    this.deployment = deployment;
    this.takenNames = takenNames;
    this.address = chooseAddress();
  }

  String address() {
    return address;
  }

  String namespace() {
    return deployment.getMetadata().getNamespace();
  }

  /** The label app.kubernetes.io/component, or the name of the Deployment. */
  String component() {
    return component(deployment);
  }

  static String component(Deployment deployment) {
    return labels(deployment)
        .getOrDefault("app.kubernetes.io/component", deployment.getMetadata().getName());
  }

  /** The value of a fieldRef, e.g. of "status.podIP", or nothing for an unsupported field. */
  Optional<String> field(String path) {
    return switch (path) {
      case "status.podIP", "status.hostIP" -> Optional.of(address);
      case "metadata.name" -> Optional.of(podName());
      case "metadata.namespace" -> Optional.of(namespace());
      case "spec.serviceAccountName" -> Optional.of(serviceAccount());
      case "spec.nodeName" -> Optional.of("sandbox");
      default -> Optional.empty();
    };
  }

  /** The name stays until {@link #release}. */
  synchronized String podName() {
    if (name == null) {
      name = freeName();
    }
    return name;
  }

  /** Another process may have the name now. */
  synchronized void release() {
    if (name != null) {
      takenNames.remove(name);
    }
  }

  // The ReplicaSet controller has created pods, which stay pending because no scheduler runs.
  // The process uses the name of the newest one.
  private String freeName() {
    return plane
        .client()
        .pods()
        .inNamespace(namespace())
        .withLabels(deployment.getSpec().getSelector().getMatchLabels())
        .list()
        .getItems()
        .stream()
        .map(Pod::getMetadata)
        .filter(pod -> pod.getDeletionTimestamp() == null)
        .sorted(Comparator.comparing(ObjectMeta::getCreationTimestamp).reversed())
        .map(ObjectMeta::getName)
        .filter(takenNames::add)
        .findFirst()
        .orElseThrow(() -> new MissingPrerequisiteException("a pod of the ReplicaSet"));
  }

  // Without kube-proxy nothing forwards a Service's address, so the pod listens on it.
  private String chooseAddress() {
    return plane.client().services().inNamespace(namespace()).list().getItems().stream()
        .filter(this::isSelectedBy)
        .map(service -> service.getSpec().getClusterIP())
        .filter(ip -> ip != null && ip.startsWith("127."))
        .findFirst()
        .orElseGet(plane::nextPodAddress);
  }

  private boolean isSelectedBy(Service service) {
    var selector = service.getSpec().getSelector();
    return selector != null
        && !selector.isEmpty()
        && labels(deployment).entrySet().containsAll(selector.entrySet());
  }

  private static Map<String, String> labels(Deployment deployment) {
    var template = deployment.getSpec().getTemplate();
    return Objects.requireNonNullElse(template.getMetadata().getLabels(), Map.of());
  }

  private String serviceAccount() {
    var spec = deployment.getSpec().getTemplate().getSpec();
    return Objects.requireNonNullElse(spec.getServiceAccountName(), "default");
  }

  /**
   * The variables of the fabric8 client for what it finds in a pod without any: the API server, its
   * CA and a token of the service account, so that the chart's RBAC rules apply to the process.
   * Writes the token into the folder.
   */
  Map<String, String> clusterAccess(Path folder, String apiServer) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(TOKEN_SECONDS)
            .endSpec()
            .build();
    var account =
        plane.client().serviceAccounts().inNamespace(namespace()).withName(serviceAccount());
    if (account.get() == null) {
      throw new MissingPrerequisiteException("ServiceAccount " + serviceAccount());
    }
    Path token = folder.resolve("token");
    SecretFiles.write(token, account.tokenRequest(request).getStatus().getToken());
    return Map.of(
        "KUBERNETES_MASTER",
        apiServer,
        "KUBERNETES_CERTS_CA_FILE",
        plane.certificateAuthority().toString(),
        "KUBERNETES_AUTH_TRYKUBECONFIG",
        "false",
        "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN",
        token.toString());
  }
}
