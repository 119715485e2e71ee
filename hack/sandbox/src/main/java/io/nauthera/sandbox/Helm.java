package io.nauthera.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Helm against the sandbox's API server, with folders of its own. */
public final class Helm {
  /** Where Nauthera is installed. */
  public static final String NAMESPACE = "nauthera-system";

  private static final String RELEASE = "nauthera";

  // The API server calls a Service at its own address here, so its port must be the one listened
  // on.
  private static final String SERVICE_PORT = "webhook.service.port=9443";

  private final Toolchain tools;
  private final ControlPlane plane;
  private final Path folder;
  private final Path chart;

  Helm(Toolchain tools, ControlPlane plane, Path folder, Path chart) {
    this.tools = tools;
    this.plane = plane;
    this.folder = folder;
    this.chart = chart;
  }

  /** Installs the chart, or upgrades it, with these values ("webhook.replicas=2"). */
  public CommandResult installNauthera(String... values) {
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
                SERVICE_PORT));
    for (var value : values) {
      arguments.addAll(List.of("--set", value));
    }
    return run(arguments.toArray(String[]::new)).orThrow();
  }

  public CommandResult uninstallNauthera() {
    return run("uninstall", RELEASE, "--namespace", NAMESPACE).orThrow();
  }

  /** Any helm command. */
  public CommandResult run(String... arguments) {
    return Command.of(tools.path(Tool.HELM), (Object[]) arguments)
        .with("KUBECONFIG", plane.kubeconfig().toString())
        .with("HELM_CACHE_HOME", folder.resolve("cache").toString())
        .with("HELM_CONFIG_HOME", folder.resolve("config").toString())
        .with("HELM_DATA_HOME", folder.resolve("data").toString())
        .run();
  }
}
