package io.nauthera.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.demo.NodeImages;
import io.nauthera.demo.PodImages;
import io.nauthera.demo.UserCluster;
import io.nauthera.sandbox.node.CertManagerPod;
import io.nauthera.sandbox.node.NodeSandbox;
import io.nauthera.sandbox.tools.Repository;
import io.nauthera.sandbox.tools.Toolchain;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code make demo-cluster KUBECONFIG=…}: in a cluster that knows nothing of Nauthera. */
class UserClusterTest {
  @Test
  void demo_inAClusterOfTheUser_succeedsAndLeavesNoNamespace() throws Exception {
    Process demo = ChildNode.start(Main.class);
    demo.getOutputStream().close();
    String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(demo.waitFor()).as(output).isZero();
    assertThat(output)
        .contains("✓ the application lets alice in")
        .endsWith("left: cert-manager default kube-node-lease kube-public kube-system\n");
  }

  /** Runs in the namespaces of another node. */
  static final class Main {
    public static void main(String[] args) {
      var repository = Repository.find();
      Toolchain tools = SharedNode.tools(repository);
      NodeImages images = SharedNode.images(repository, tools);
      PodImages references = images.references();
      try (NodeSandbox node = NodeSandbox.start(tools, images.archives())) {
        CertManagerPod.install(node.cluster(), references.certManager());
        boolean succeeded =
            new UserCluster(
                    Map.of(
                        "KUBECONFIG", node.kubeconfig().toString(),
                        "IMAGE_REGISTRY", references.registry(),
                        "IMAGE_TAG", references.tag(),
                        "KEYCLOAK_IMAGE", references.keycloak(),
                        // The image has an administrator already.
                        "KEYCLOAK_PASSWORD", images.keycloakPassword(),
                        "OAUTH2_PROXY_IMAGE", references.oauth2Proxy()))
                .run(System.out);
        System.out.println(
            "left: "
                + node.cluster()
                    .kubectl("get", "namespaces", "-o", "jsonpath={.items[*].metadata.name}")
                    .orThrow()
                    .stdout());
        System.exit(succeeded ? 0 : 1);
      }
    }
  }
}
