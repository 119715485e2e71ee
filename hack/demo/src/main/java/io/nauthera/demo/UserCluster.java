package io.nauthera.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nauthera.sandbox.StateFolder;
import io.nauthera.sandbox.cluster.ClusterAccess;
import io.nauthera.sandbox.keycloak.KeycloakTemplate;
import io.nauthera.sandbox.node.CertManagerPod;
import io.nauthera.sandbox.node.KeycloakPod;
import io.nauthera.sandbox.node.NautheraChart;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.process.SecretFiles;
import io.nauthera.sandbox.tools.Repository;
import io.nauthera.sandbox.tools.Toolchain;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The demo in a cluster that the user has, with images from registries. It creates namespaces of
 * its own, and deletes them at the end unless KEEP is set.
 */
public record UserCluster(Map<String, String> environment) {
  private static final List<String> NAMESPACES =
      List.of(Workflows.TEAM, "security", KeycloakPod.NAMESPACE, NautheraChart.NAMESPACE);

  /** Runs the demo, and returns whether all steps succeeded. */
  public boolean run(PrintStream out) {
    var kubeconfig = Path.of(required("KUBECONFIG", "the kubeconfig of an administrator"));
    var images = images();
    var tools = new Toolchain(Repository.find(), ClusterDemo.TOOLS, System.err::println);
    var config = Config.fromKubeconfig(kubeconfig.toFile());
    try (var state = StateFolder.create(Folders.state());
        var client = new KubernetesClientBuilder().withConfig(config).build()) {
      var cluster = new ClusterAccess(tools, kubeconfig, client, state.path());
      requireEmpty(cluster);
      var transcript = new Transcript(out);
      try {
        transcript.step("Installing Keycloak in " + config.getMasterUrl());
        try (var pods =
            PodCluster.prepare(
                cluster,
                images,
                optional("KEYCLOAK_PASSWORD").orElseGet(SecretFiles::random),
                transcript::output)) {
          return ClusterDemo.run(pods, transcript);
        }
      } finally {
        if (!environment.containsKey("KEEP")) {
          transcript.step("Deleting what the demo created");
          remove(cluster);
        }
      }
    }
  }

  private PodImages images() {
    return new PodImages(
        required(
            "IMAGE_REGISTRY",
            "the registry (and path prefix) that contains nauthera/webhook and"
                + " nauthera/controller"),
        optional("IMAGE_TAG").orElse(""),
        optional("KEYCLOAK_IMAGE")
            .orElse("quay.io/keycloak/keycloak:" + KeycloakTemplate.version()),
        List.of("start", "--db=dev-file"),
        "",
        optional("OAUTH2_PROXY_IMAGE").orElse("quay.io/oauth2-proxy/oauth2-proxy:v7.15.6"));
  }

  private Optional<String> optional(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  private String required(String variable, String meaning) {
    return optional(variable)
        .orElseThrow(() -> new SandboxException("set %s: %s".formatted(variable, meaning)));
  }

  private static void requireEmpty(ClusterAccess cluster) {
    if (!CertManagerPod.isInstalled(cluster)) {
      throw new SandboxException("install cert-manager in this cluster first");
    }
    for (var namespace : NAMESPACES) {
      if (cluster.kubernetes().namespaces().withName(namespace).get() != null) {
        throw new SandboxException(
            "the demo creates and deletes the namespace %s, but this cluster has it already"
                .formatted(namespace));
      }
    }
  }

  // The controller must still run while the AuthClients are deleted.
  private static void remove(ClusterAccess cluster) {
    var unused =
        cluster.kubectl("delete", "namespace", Workflows.TEAM, "security", "--ignore-not-found");
    unused = new NautheraChart(cluster, "", "").helm("uninstall", "--wait", "--ignore-not-found");
    unused =
        cluster.kubectl(
            "delete",
            "namespace",
            KeycloakPod.NAMESPACE,
            NautheraChart.NAMESPACE,
            "--ignore-not-found");
  }
}
