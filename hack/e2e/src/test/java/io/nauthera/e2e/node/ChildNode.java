package io.nauthera.e2e.node;

import io.nauthera.sandbox.node.NodeSandbox;
import io.nauthera.sandbox.tools.Repository;
import java.io.IOException;

/** A program that starts a node with one pod, prints its folder, and stops after its input ends. */
final class ChildNode {
  private ChildNode() {}

  /** Starts a program in namespaces of its own. */
  static Process start(Class<?> program) throws IOException {
    return new ProcessBuilder(
            Repository.find().root().resolve("hack/sandbox/node/bin/java").toString(),
            "-Dnauthera.root=" + Repository.find().root(),
            "-cp",
            System.getProperty("java.class.path"),
            program.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] args) throws IOException {
    var repository = Repository.find();
    var tools = SharedNode.tools(repository);
    var images = SharedNode.images(repository, tools);
    try (NodeSandbox node = NodeSandbox.start(tools, images.archives())) {
      var cluster = node.cluster();
      cluster.apply(
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: pause, namespace: default}
          spec:
            containers: [{name: pause, image: "localhost/pause:sandbox", imagePullPolicy: Never}]
          """);
      var unused =
          cluster.kubectl("wait", "--for=condition=Ready", "pod/pause", "--timeout=120s").orThrow();
      System.out.println("folder " + node.folder());
      while (System.in.read() >= 0) {
        // until the end of the input
      }
    }
  }
}
