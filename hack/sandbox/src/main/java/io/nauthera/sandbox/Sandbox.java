package io.nauthera.sandbox;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A real Kubernetes API, cert-manager and Keycloak on this machine, until it is closed. */
public final class Sandbox implements AutoCloseable {
  private final Toolchain tools;
  private final StateFolder state;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread onExit = new Thread(this::closeAll, "sandbox-exit");
  private @Nullable ControlPlane plane;
  private @Nullable KeycloakServer keycloak;

  private Sandbox(Toolchain tools, StateFolder state) {
    this.tools = tools;
    this.state = state;
  }

  /** Which parts to start. */
  public record Options(
      boolean kubernetes, boolean certManager, boolean keycloak, Progress progress) {
    /** Everything that Nauthera needs. */
    public static Options all() {
      return new Options(true, true, true, Progress.toStandardError());
    }

    /** An API server and its controllers. */
    public static Options kubernetesOnly() {
      return new Options(true, false, false, Progress.toStandardError());
    }

    /** A Keycloak alone. */
    public static Options keycloakOnly() {
      return new Options(false, false, true, Progress.toStandardError());
    }

    public Options reportingTo(Progress listener) {
      return new Options(kubernetes, certManager, keycloak, listener);
    }
  }

  public static Sandbox start(Options options) {
    var tools = Toolchain.of(options.progress());
    var sandbox = new Sandbox(tools, StateFolder.create(Folders.state()));
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
