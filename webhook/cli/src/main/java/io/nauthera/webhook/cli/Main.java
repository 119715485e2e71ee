package io.nauthera.webhook.cli;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nauthera.webhook.cli.kubeconfig.ClusterAccess;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command {@code nauthera} as a process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var console =
        new Console(
            System.in,
            writer(System.out),
            writer(System.err),
            Boolean.getBoolean("nauthera.terminal") && System.getenv("NO_COLOR") == null);
    int code =
        NautheraCommand.run(
            console,
            context -> new KubernetesClientBuilder().withConfig(ClusterAccess.of(context)).build(),
            args);
    // Threads of libraries must not delay the end of the process.
    Runtime.getRuntime().halt(code);
  }

  /** Manifests and messages are UTF-8 in every locale. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }
}
