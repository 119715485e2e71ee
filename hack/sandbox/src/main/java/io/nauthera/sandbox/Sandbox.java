package io.nauthera.sandbox;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.sandbox.cluster.CertManager;
import io.nauthera.sandbox.cluster.ControlPlane;
import io.nauthera.sandbox.cluster.Helm;
import io.nauthera.sandbox.cluster.PrometheusOperator;
import io.nauthera.sandbox.keycloak.KeycloakServer;
import io.nauthera.sandbox.keycloak.KeycloakTemplate;
import io.nauthera.sandbox.pods.LocalKubelet;
import io.nauthera.sandbox.pods.PodProcess;
import io.nauthera.sandbox.process.CommandResult;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.process.Wait;
import io.nauthera.sandbox.tools.PrometheusTools;
import io.nauthera.sandbox.tools.Repository;
import io.nauthera.sandbox.tools.Tool;
import io.nauthera.sandbox.tools.Toolchain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A real Kubernetes API, cert-manager and Keycloak on this machine, until it is closed. */
public final class Sandbox implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  // Not standard output: it carries the result of a command, which a shell may evaluate.
  static final Consumer<String> PROGRESS = System.err::println;

  private final Repository repository = Repository.find();
  private final Toolchain tools = toolchain(repository);
  private final StartedParts parts;
  private final StateFolder state;
  private final ControlPlane plane;
  private @Nullable KeycloakServer keycloak;
  private @Nullable LocalKubelet kubelet;
  private Tool helm = Tool.HELM;

  private Sandbox(StartedParts parts, boolean withKeycloak) {
    this.parts = parts;
    this.state = parts.add(StateFolder.create(Folders.state()));
    var keycloakStart =
        CompletableFuture.runAsync(() -> {
          if (withKeycloak) {
            keycloak = parts.add(KeycloakServer.start(keycloakTemplate(repository), state.path()));
          }
        });
    try {
      var addressLocks = Folders.state().resolve("ranges");
      this.plane = parts.add(ControlPlane.start(tools, state.path(), addressLocks));
      parts.add(CertManager.start(tools, plane, state.path()));
    } finally {
      await(keycloakStart);
    }
  }

  /** Starts everything that Nauthera needs. */
  public static Sandbox start() {
    return start(true);
  }

  /** Starts a cluster that Nauthera can be installed in, without a Keycloak. */
  public static Sandbox startWithoutKeycloak() {
    return start(false);
  }

  private static Sandbox start(boolean withKeycloak) {
    var parts = new StartedParts();
    try {
      return new Sandbox(parts, withKeycloak);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  static Toolchain toolchain(Repository repository) {
    return new Toolchain(repository, toolCache(), PROGRESS);
  }

  static KeycloakTemplate keycloakTemplate(Repository repository) {
    return KeycloakTemplate.prepare(repository, toolCache(), PROGRESS);
  }

  /** Prometheus and promtool, for tests of metrics and alerts. */
  public static PrometheusTools prometheus() {
    return PrometheusTools.prepare(toolCache(), PROGRESS);
  }

  /** Lets the API server accept ServiceMonitors, PodMonitors and PrometheusRules. */
  public void installPrometheusOperatorCrds() {
    PrometheusOperator.installCrds(tools, plane);
  }

  private static Path toolCache() {
    return Folders.cache().resolve("tools");
  }

  private static void await(CompletableFuture<?> keycloakStart) {
    try {
      keycloakStart.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SandboxException known) {
        throw new SandboxException("cannot start Keycloak: " + known.getMessage(), known);
      }
      throw e;
    }
  }

  /** A client of the API server with all permissions. */
  public KubernetesClient kubernetes() {
    return plane.client();
  }

  /** A kubeconfig with all permissions. */
  public Path kubeconfig() {
    return plane.kubeconfig();
  }

  /** etcd and the API server, e.g. to stop them or to put a proxy before them. */
  public ControlPlane controlPlane() {
    return plane;
  }

  /** The CA that signed the client certificate with which the API server calls webhooks. */
  public Path certificateAuthority() {
    return plane.certificateAuthority();
  }

  public KeycloakServer keycloak() {
    if (keycloak == null) {
      throw new IllegalStateException("this sandbox was started without Keycloak");
    }
    return keycloak;
  }

  /** The executable of a tool. Builds it if the cache does not have it. */
  public Path tool(Tool tool) {
    return tools.path(tool);
  }

  /** Finds and builds tools, and has their sources. */
  public Toolchain tools() {
    return tools;
  }

  /** The kubectl of the same version as the API server. */
  public Path kubectl() {
    return plane.kubectl();
  }

  /** Runs kubectl as the administrator. */
  public CommandResult kubectl(String... arguments) {
    return plane.kubectl(arguments).run();
  }

  /** Runs kubectl as the administrator with this text as its standard input. */
  public CommandResult kubectlReading(String stdin, String... arguments) {
    return plane.kubectl(arguments).reading(stdin).run();
  }

  /** From now on, everything is done with Helm 3 ({@code HELM_3}) or Helm 4 ({@code HELM}). */
  public void useHelm(Tool version) {
    helm = version;
  }

  /** Runs Helm as the administrator. */
  public CommandResult helm(String... arguments) {
    return helm().run(arguments);
  }

  private Helm helm() {
    return new Helm(tools.path(helm), plane.kubeconfig(), state.folder("helm"), repository.chart());
  }

  /**
   * Installs or upgrades the chart with these values, e.g. "webhook.replicas=2", starts its
   * programs, and returns when admission is in force.
   */
  public void installNauthera(String... values) {
    var unused = helm().installNauthera(values);
    if (kubelet == null) {
      kubelet =
          parts.add(
              LocalKubelet.start(
                  plane, repository, state.folder("pods"), Helm.NAMESPACE, PROGRESS));
    }
    kubelet.awaitReady(TIMEOUT);
    Wait.until(
        "every webhook configuration has a caBundle",
        TIMEOUT,
        new WebhookConfigurations(kubernetes())::haveCaBundle);
    Wait.until("admission is in force", TIMEOUT, this::isAdmissionInForce);
  }

  /**
   * Changes the installation to the chart of an earlier release, e.g. "0.1.0". Does not wait for
   * the programs: they are those of today, and may miss a setting.
   */
  public void installReleased(String release) {
    var unused = helm().installReleased(repository.releasedChart(release));
  }

  // The API server uses a new caBundle after a moment, and a new policy after seconds.
  private boolean isAdmissionInForce() {
    var result =
        kubectlReading(
            """
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthClient
            metadata: {name: sandbox-probe, namespace: %s}
            spec: {authServerRef: {name: sandbox-probe}, redirectUris: ["https://probe.example.com/"]}
            """
                .formatted(new WebhookConfigurations(kubernetes()).anyNamespace()),
            "create",
            "--dry-run=server",
            "--output=jsonpath={.metadata.annotations}",
            "-f",
            "-");
    return result.stdout().contains("auth.nauthera.io/requested-by");
  }

  /**
   * Sends nothing from these namespaces to the webhook, and everything from all others. The API
   * server follows after a moment.
   */
  public void skipAdmission(String... namespaces) {
    new WebhookConfigurations(kubernetes()).exclude(List.of(namespaces));
  }

  public PodProcess webhookProcess() {
    return kubelet().component("webhook");
  }

  /** The only controller, unless {@link #installNauthera} was called with more replicas. */
  public PodProcess controllerProcess() {
    return kubelet().component("controller");
  }

  public List<PodProcess> controllerProcesses() {
    return kubelet().components("controller");
  }

  private LocalKubelet kubelet() {
    if (kubelet == null) {
      throw new IllegalStateException("Nauthera is not installed in this sandbox");
    }
    return kubelet;
  }

  /** The folder of this sandbox: logs, kubeconfig, data. */
  public Path folder() {
    return state.path();
  }

  /** Stops everything in reverse order and deletes the folder of this sandbox. */
  @Override
  public void close() {
    parts.close();
  }
}
