package io.nauthera.sandbox.cluster;

import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.Wait;
import io.nauthera.sandbox.tools.Tool;
import io.nauthera.sandbox.tools.Toolchain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** cert-manager's controllers and CA injector in one process. */
public final class CertManager implements AutoCloseable {
  private final LocalProcess process;

  private CertManager(LocalProcess process) {
    this.process = process;
  }

  /** Installs cert-manager's CRDs and starts its process. */
  public static CertManager start(Toolchain tools, ControlPlane plane, Path folder) {
    var manifests = tools.sources(Tool.CERT_MANAGER).resolve("deploy/crds");
    var unused =
        plane.kubectl("apply", "--server-side", "-f", manifests.toString()).run().orThrow();
    var crds =
        Stream.of("certificates", "certificaterequests", "issuers", "clusterissuers")
            .map(plural -> "crd/%s.cert-manager.io".formatted(plural))
            .toList();
    unused =
        plane
            .kubectl("wait", "--for=condition=Established", "--timeout=60s")
            .and(crds)
            .run()
            .orThrow();
    var line =
        List.of(
            tools.path(Tool.CERT_MANAGER).toString(), "-kubeconfig", plane.kubeconfig().toString());
    var process = LocalProcess.of(Tool.CERT_MANAGER.program(), folder, line, Map.of());
    process.start();
    Wait.pause(Duration.ofMillis(200));
    process.requireAlive();
    return new CertManager(process);
  }

  @Override
  public void close() {
    process.stop();
  }
}
