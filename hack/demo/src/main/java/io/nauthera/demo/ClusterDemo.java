package io.nauthera.demo;

import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.keycloak.KeycloakTemplate;
import io.nauthera.sandbox.node.HostPackages;
import io.nauthera.sandbox.node.NodeSandbox;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.tools.Repository;
import io.nauthera.sandbox.tools.Tool;
import io.nauthera.sandbox.tools.Toolchain;
import java.nio.file.Path;
import java.util.List;

/** {@code make demo-cluster}: both workflows with every program in a pod. */
public final class ClusterDemo {
  static final Path TOOLS = Folders.cache().resolve("tools");

  /** The others take minutes to build, and no node needs them. */
  private static final List<Tool> NODE_TOOLS =
      List.of(
          Tool.KUBE_APISERVER,
          Tool.KUBE_CONTROLLER_MANAGER,
          Tool.KUBECTL,
          Tool.KUBE_SCHEDULER,
          Tool.KUBELET,
          Tool.KUBE_PROXY,
          Tool.ETCD,
          Tool.CERT_MANAGER,
          Tool.HELM,
          Tool.OAUTH2_PROXY);

  private ClusterDemo() {}

  /**
   * "prepare" installs packages and builds tools and images, "prepare tests" also what only tests
   * need; "node" runs the demo in namespaces of its own, where nothing can be downloaded; "cluster"
   * runs it in the cluster of KUBECONFIG.
   */
  public static void main(String[] args) {
    try {
      switch (String.join(" ", args)) {
        case "prepare" -> prepare();
        case "prepare tests" -> {
          prepare();
          var unusedTools = Sandbox.prometheus();
          var unused =
              new Toolchain(Repository.find(), TOOLS, System.err::println).path(Tool.HELM_3);
        }
        case "node" -> System.exit(runOnNode() ? 0 : 1);
        case "cluster" -> System.exit(new UserCluster(System.getenv()).run(System.out) ? 0 : 1);
        default -> throw new IllegalArgumentException("unknown arguments: " + List.of(args));
      }
    } catch (SandboxException e) {
      System.err.println("demo-cluster: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void prepare() {
    HostPackages.install(System.err::println);
    var repository = Repository.find();
    var tools = new Toolchain(repository, TOOLS, System.err::println);
    NODE_TOOLS.forEach(tools::path);
    var keycloak = KeycloakTemplate.prepare(repository, TOOLS, System.err::println);
    new NodeImages(repository, tools, keycloak, System.err::println).prepare();
  }

  private static boolean runOnNode() {
    var transcript = new Transcript(System.out);
    var repository = Repository.find();
    var tools = new Toolchain(repository, TOOLS, System.err::println);
    var keycloak = KeycloakTemplate.prepare(repository, TOOLS, System.err::println);
    var images = new NodeImages(repository, tools, keycloak, System.err::println);
    transcript.step("Starting a node: control plane, containerd, kubelet and kube-proxy");
    try (var node = NodeSandbox.start(tools, images.archives())) {
      transcript.step("Installing cert-manager and Keycloak as pods");
      try (var cluster =
          PodCluster.prepare(
              node.cluster(), images.references(), keycloak.adminPassword(), transcript::output)) {
        return run(cluster, transcript);
      }
    }
  }

  static boolean run(PodCluster cluster, Transcript transcript) {
    try {
      transcript.step("Installing Nauthera with Helm");
      var installed = cluster.chart().install().orThrow();
      transcript.output(installed.stdout());
      transcript.output(
          cluster.kubectl("get", "pods", "-n", "nauthera-system", "-o", "wide").stdout());
      var workflows = new Workflows(cluster, transcript);
      workflows.run();
      workflows.podLogsIn(cluster);
      transcript.step("Both workflows and the login succeeded");
      return true;
    } catch (StepFailedException | SandboxException failure) {
      transcript.step("FAILED: " + failure.getMessage());
      return false;
    }
  }
}
