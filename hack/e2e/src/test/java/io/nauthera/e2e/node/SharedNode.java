package io.nauthera.e2e.node;

import io.nauthera.demo.NodeImages;
import io.nauthera.demo.PodCluster;
import io.nauthera.e2e.rights.DeniedRequests;
import io.nauthera.sandbox.keycloak.KeycloakTemplate;
import io.nauthera.sandbox.node.NodeSandbox;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.tools.Repository;
import io.nauthera.sandbox.tools.Toolchain;

/**
 * The node of all tests of a run, with cert-manager and Keycloak as pods. The first test that needs
 * it starts it; it stops when the JVM ends.
 */
final class SharedNode {
  private SharedNode() {}

  /** The cluster. Nauthera may not be installed in it. */
  static PodCluster cluster() {
    return Holder.CLUSTER;
  }

  /** The cluster with the chart as it is, installed and ready. */
  static PodCluster withNauthera() {
    var unused = cluster().chart().install().orThrow();
    return cluster();
  }

  static NodeImages images(Repository repository, Toolchain tools) {
    var cache = Folders.cache().resolve("tools");
    var keycloak = KeycloakTemplate.prepare(repository, cache, System.err::println);
    return new NodeImages(repository, tools, keycloak, System.err::println);
  }

  static Toolchain tools(Repository repository) {
    return new Toolchain(repository, Folders.cache().resolve("tools"), System.err::println);
  }

  private static final class Holder {
    static final PodCluster CLUSTER = start();

    private static PodCluster start() {
      Repository repository = Repository.find();
      Toolchain tools = tools(repository);
      NodeImages images = images(repository, tools);
      NodeSandbox node = NodeSandbox.start(tools, images.archives());
      DeniedRequests.watch(node.auditLog());
      return PodCluster.prepare(
          node.cluster(), images.references(), images.keycloakPassword(), System.err::println);
    }
  }
}
