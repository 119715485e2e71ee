package io.nauthera.sandbox.cluster;

import io.nauthera.sandbox.tools.Toolchain;
import java.util.List;

/** The CRDs of the Prometheus operator, which check what a chart creates for it. */
public final class PrometheusOperator {
  private static final String UPSTREAM = "github.com/prometheus-operator/prometheus-operator";
  private static final List<String> KINDS =
      List.of("servicemonitors", "podmonitors", "prometheusrules");

  private PrometheusOperator() {}

  /** Installs the CRDs; the operator itself does not run. */
  public static void installCrds(Toolchain tools, ControlPlane plane) {
    var folder =
        tools.sources("prometheus-operator", UPSTREAM).resolve("example/prometheus-operator-crd");
    for (var kind : KINDS) {
      var file = folder.resolve("monitoring.coreos.com_" + kind + ".yaml");
      var unused = plane.kubectl("apply", "--server-side", "-f", file.toString()).run().orThrow();
    }
    var crds = KINDS.stream().map(kind -> "crd/%s.monitoring.coreos.com".formatted(kind)).toList();
    var unused =
        plane
            .kubectl("wait", "--for=condition=Established", "--timeout=60s")
            .and(crds)
            .run()
            .orThrow();
  }
}
