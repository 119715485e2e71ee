package io.nauthera.sandbox;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Kubernetes API, cert-manager and Keycloak on this machine, until it is closed. */
public final class Sandbox implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, String> OURS = Map.of("app.kubernetes.io/part-of", "nauthera");

  private final Repository repository = Repository.find();
  private final Toolchain tools;
  private final StateFolder state;
  private final Progress progress;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread onExit = new Thread(this::closeAll, "sandbox-exit");
  private @Nullable ControlPlane plane;
  private @Nullable KeycloakServer keycloak;
  private @Nullable ChartProcesses processes;

  private Sandbox(Toolchain tools, StateFolder state, Progress progress) {
    this.tools = tools;
    this.progress = progress;
    this.state = state;
  }

  /** Which parts to start. */
  public record Options(
      boolean kubernetes, boolean certManager, boolean keycloak, Progress progress) {
    /** Everything that Nauthera needs. */
    public static Options all() {
      return new Options(true, true, true, Progress.toStandardError());
    }

    /** A cluster that Nauthera can be installed in, without a Keycloak. */
    public static Options withoutKeycloak() {
      return new Options(true, true, false, Progress.toStandardError());
    }

    /** An API server and its controllers. */
    public static Options kubernetesOnly() {
      return new Options(true, false, false, Progress.toStandardError());
    }

    /** A Keycloak alone. */
    public static Options keycloakOnly() {
      return new Options(false, false, true, Progress.toStandardError());
    }
  }

  public static Sandbox start(Options options) {
    var tools = Toolchain.of(options.progress());
    var sandbox = new Sandbox(tools, StateFolder.create(Folders.state()), options.progress());
    Runtime.getRuntime().addShutdownHook(sandbox.onExit);
    try {
      sandbox.startParts(options);
      return sandbox;
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  private void startParts(Options options) {
    var servers =
        CompletableFuture.runAsync(() -> {
          if (options.keycloak()) {
            keycloak = opened(KeycloakServer.start(tools, state.path()));
          }
        });
    try {
      if (options.kubernetes()) {
        startKubernetes(options.certManager());
      }
    } finally {
      awaitAll(servers);
    }
  }

  private void startKubernetes(boolean certManager) {
    var addresses = opened(AddressRange.claim(Folders.state().resolve("ranges")));
    var started = opened(ControlPlane.start(tools, state.path(), addresses));
    plane = started;
    if (certManager) {
      opened(CertManager.start(tools, started, state.path()));
    }
  }

  private static void awaitAll(CompletableFuture<?> parts) {
    try {
      parts.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SandboxException known) {
        throw new SandboxException("cannot start Keycloak", known);
      }
      throw e;
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    synchronized (open) {
      open.push(part);
    }
    return part;
  }

  /** A client of the API server that may do everything. */
  public KubernetesClient kubernetes() {
    return controlPlane().client();
  }

  /** A kubeconfig that may do everything. */
  public Path kubeconfig() {
    return controlPlane().kubeconfig();
  }

  public ControlPlane controlPlane() {
    if (plane == null) {
      throw new IllegalStateException("this sandbox was started without Kubernetes");
    }
    return plane;
  }

  public KeycloakServer keycloak() {
    if (keycloak == null) {
      throw new IllegalStateException("this sandbox was started without Keycloak");
    }
    return keycloak;
  }

  /** The kubectl that belongs to this API server. */
  public Path kubectl() {
    return controlPlane().kubectl();
  }

  /** Runs kubectl as the administrator. */
  public CommandResult kubectl(String... arguments) {
    return controlPlane().kubectlCommand(arguments).run();
  }

  /** Runs kubectl as the administrator with this on its standard input. */
  public CommandResult kubectlReading(String stdin, String... arguments) {
    return controlPlane().kubectlCommand(arguments).reading(stdin).run();
  }

  public Helm helm() {
    return new Helm(tools, controlPlane(), state.folder("helm"), repository.chart());
  }

  /**
   * Installs the chart, runs its programs, and returns when the API server can call the webhook.
   */
  public void installNauthera(String... values) {
    helm().installNauthera(values);
    var started = processes;
    if (started == null) {
      started =
          opened(
              ChartProcesses.start(
                  controlPlane(), repository, state.folder("pods"), Helm.NAMESPACE, progress));
      processes = started;
    }
    started.awaitReady(PATIENCE);
    Wait.until("the webhooks have their caBundle", PATIENCE, this::webhooksAreTrusted);
    Wait.until("the API server calls the webhook", PATIENCE, this::webhookIsCalled);
  }

  // The API server notices a new caBundle a moment later; what the webhook answers does not matter.
  private boolean webhookIsCalled() {
    var answer =
        kubectlReading(
            """
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthClient
            metadata: {name: sandbox-probe, namespace: default}
            spec: {}
            """,
            "create",
            "--dry-run=server",
            "--validate=false",
            "-f",
            "-");
    return !answer.stderr().contains("failed calling webhook");
  }

  private boolean webhooksAreTrusted() {
    var admission = kubernetes().admissionRegistration().v1();
    return Stream.concat(
            admission.validatingWebhookConfigurations().withLabels(OURS).list().getItems().stream()
                .flatMap(configuration -> configuration.getWebhooks().stream())
                .map(webhook -> webhook.getClientConfig()),
            admission.mutatingWebhookConfigurations().withLabels(OURS).list().getItems().stream()
                .flatMap(configuration -> configuration.getWebhooks().stream())
                .map(webhook -> webhook.getClientConfig()))
        .allMatch(client -> client.getCaBundle() != null && !client.getCaBundle().isEmpty());
  }

  public PodProcess webhookProcess() {
    return chartProcesses().component("webhook");
  }

  public PodProcess controllerProcess() {
    return chartProcesses().component("controller");
  }

  private ChartProcesses chartProcesses() {
    if (processes == null) {
      throw new IllegalStateException("Nauthera is not installed in this sandbox");
    }
    return processes;
  }

  /** The folder of this sandbox: logs, kubeconfig, data. */
  public Path folder() {
    return state.path();
  }

  /** Ends everything that was started, the last first, and removes its traces. */
  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is going down and the hook does the same.
    }
  }

  private void closeAll() {
    synchronized (open) {
      RuntimeException failure = null;
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (Exception e) {
          failure = new SandboxException("cannot stop a part of the sandbox", e);
        }
      }
      state.close();
      if (failure != null) {
        throw failure;
      }
    }
  }
}
