package io.nauthera.sandbox.cluster;

import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.CommandResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Helm against one API server, with its own cache and configuration folders. */
public final class Helm {
  /** The namespace that Nauthera is installed in. */
  public static final String NAMESPACE = "nauthera-system";

  private static final String RELEASE = "nauthera";

  // Without kube-proxy nothing maps ports, so the Service must use the port that the webhook
  // listens on.
  static final int SERVICE_PORT = 9443;

  private final Path program;
  private final Path kubeconfig;
  private final Path folder;
  private final Path chart;

  /** {@code program} is Helm 3 or 4. */
  public Helm(Path program, Path kubeconfig, Path folder, Path chart) {
    this.program = program;
    this.kubeconfig = kubeconfig;
    this.folder = folder;
    this.chart = chart;
  }

  /** Installs or upgrades the chart with these values, e.g. "webhook.replicas=2". */
  public CommandResult installNauthera(String... values) {
    List<String> all = new ArrayList<>();
    all.add("controller.replicas=1"); // most tests look at one process
    all.addAll(List.of(values));
    return install(chart, all);
  }

  /** Installs the chart of an earlier release, or changes the installation to it. */
  public CommandResult installReleased(Path released) {
    return install(released, List.of());
  }

  private CommandResult install(Path chart, List<String> values) {
    var arguments =
        new ArrayList<>(
            List.of(
                "upgrade",
                "--install",
                RELEASE,
                chart.toString(),
                "--namespace",
                NAMESPACE,
                "--create-namespace",
                "--set",
                "webhook.service.port=" + SERVICE_PORT,
                "--set",
                "allowLoopbackIssuers=true", // Keycloak runs on this machine
                "--set",
                "controller.driftInterval=10s")); // so that you can watch it
    for (var value : values) {
      arguments.addAll(List.of("--set", value));
    }
    return run(arguments.toArray(String[]::new)).orThrow();
  }

  /** Runs any command of Helm. */
  public CommandResult run(String... arguments) {
    return Command.of(program, (Object[]) arguments)
        .with("KUBECONFIG", kubeconfig.toString())
        .with("HELM_CACHE_HOME", folder.resolve("cache").toString())
        .with("HELM_CONFIG_HOME", folder.resolve("config").toString())
        .with("HELM_DATA_HOME", folder.resolve("data").toString())
        .run();
  }
}
