package io.nauthera.sandbox.node;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The network of the node: a bridge with its address. It leads nowhere else. */
final class NodeNetwork implements AutoCloseable {
  private static final String BRIDGE = "nodebr";

  private NodeNetwork() {}

  /** Creates the bridge, in a network namespace without a route. */
  static NodeNetwork create() {
    var network = new NodeNetwork();
    try {
      requireOwnNamespace();
      ip("link", "set", "lo", "up");
      ip("link", "add", BRIDGE, "type", "bridge");
      ip("addr", "add", NodeAddresses.NODE + "/24", "dev", BRIDGE);
      ip("link", "set", BRIDGE, "up");
      // The kubelet and kube-proxy do not start without a default route.
      ip("route", "add", "default", "dev", BRIDGE);
      Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
      return network;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A namespace that is not this program's own has a route to the rest of the world.
  private static void requireOwnNamespace() throws IOException {
    try (var routes = Files.lines(Path.of("/proc/self/net/route"))) {
      if (routes.skip(1).findAny().isPresent()) {
        throw new SandboxException(
            "a node runs only in a network namespace of its own: start this program with"
                + " hack/sandbox/node/bin/java");
      }
    }
  }

  private static void ip(Object... arguments) {
    var unused = Command.of("ip", arguments).run().orThrow();
  }

  @Override
  public void close() {
    var unused = Command.of("ip", "link", "delete", BRIDGE).run();
    unused = Command.of("ip", "link", "delete", Containerd.POD_BRIDGE).run();
    unused = Command.of("nft", "flush", "ruleset").run();
  }
}
