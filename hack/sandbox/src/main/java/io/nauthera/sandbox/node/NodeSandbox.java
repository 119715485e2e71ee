package io.nauthera.sandbox.node;

import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.sandbox.StartedParts;
import io.nauthera.sandbox.StateFolder;
import io.nauthera.sandbox.cluster.ClusterAccess;
import io.nauthera.sandbox.cluster.ControlPlane;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.Wait;
import io.nauthera.sandbox.tools.Toolchain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Kubernetes cluster with one node that runs real pods, until it is closed. The JVM must run in
 * Linux namespaces of its own: start it with hack/sandbox/node/bin/java.
 */
public final class NodeSandbox implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Toolchain tools;
  private final StartedParts parts;
  private final StateFolder state;
  private final ControlPlane plane;
  private final NodeServices services;

  private NodeSandbox(StartedParts parts, Toolchain tools, List<Path> images) {
    this.tools = tools;
    this.parts = parts;
    this.state = parts.add(StateFolder.create(Folders.state()));
    parts.add(NodeNetwork.create());
    parts.add(NodeMounts.create(state.path()));
    var cgroups = parts.add(NodeCgroups.create(state.path()));
    var containerd = parts.add(Containerd.start(state.path(), images));
    this.plane = parts.add(ControlPlane.start(tools, state.path(), new NodeAddresses()));
    this.services =
        parts.add(
            NodeServices.start(tools, plane, state.path(), containerd.socket(), cgroups.name()));
    Wait.until("the node is ready", TIMEOUT, this::isReady);
  }

  /**
   * Starts a cluster whose node has these images (OCI or Docker archives), among them the pause
   * image.
   */
  public static NodeSandbox start(Toolchain tools, List<Path> images) {
    var parts = new StartedParts();
    try {
      return new NodeSandbox(parts, tools, images);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private boolean isReady() {
    services.requireAlive();
    return conditions()
        .anyMatch(condition ->
            condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }

  private Stream<NodeCondition> conditions() {
    return plane.client().nodes().list().getItems().stream()
        .flatMap(node -> node.getStatus().getConditions().stream());
  }

  /** The cluster as its administrator uses it. */
  public ClusterAccess cluster() {
    return new ClusterAccess(tools, plane.kubeconfig(), plane.client(), state.path());
  }

  /** A client of the API server with all permissions. */
  public KubernetesClient kubernetes() {
    return plane.client();
  }

  /** A kubeconfig with all permissions. */
  public Path kubeconfig() {
    return plane.kubeconfig();
  }

  /** What the API server recorded about the requests of Nauthera's programs; one JSON per line. */
  public Path auditLog() {
    return plane.auditLog();
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
