package io.nauthera.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** cert-manager's own controllers and CA injector, beside the API server. */
public final class CertManager implements AutoCloseable {
  private final LocalProcess process;

  private CertManager(LocalProcess process) {
    this.process = process;
  }

  static CertManager start(Toolchain tools, ControlPlane plane, java.nio.file.Path folder) {
    var crds = tools.sources(Tool.CERT_MANAGER).resolve("deploy/crds");
    plane.kubectlCommand("apply", "--server-side", "-f", crds.toString()).run().orThrow();
    var definitions =
        List.of("certificates", "certificaterequests", "issuers", "clusterissuers").stream()
            .map(plural -> "crd/%s.cert-manager.io".formatted(plural))
            .toList();
    plane
        .kubectlCommand("wait", "--for=condition=Established", "--timeout=60s")
        .and(definitions)
        .run()
        .orThrow();
    var line =
        List.of(
            tools.path(Tool.CERT_MANAGER).toString(), "-kubeconfig", plane.kubeconfig().toString());
    var process = LocalProcess.of(Tool.CERT_MANAGER.program(), folder, line, Map.of());
    process.start();
    Wait.pause(Duration.ofMillis(200));
    process.demandAlive();
    return new CertManager(process);
  }

  public LocalProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.stop();
  }
}
