package io.nauthera.sandbox.node;

import io.nauthera.sandbox.cluster.ClusterAccess;
import io.nauthera.sandbox.tools.Tool;
import java.util.Map;

/** cert-manager as a pod. */
public final class CertManagerPod {
  private static final String NAMESPACE = "cert-manager";

  private CertManagerPod() {}

  /** Whether the cluster has a cert-manager already. */
  public static boolean isInstalled(ClusterAccess cluster) {
    return cluster.kubectl("get", "crd", "certificates.cert-manager.io").succeeded();
  }

  /** Installs its CRDs and its Deployment, and returns when it is ready. */
  public static void install(ClusterAccess cluster, String image) {
    var crds = cluster.tools().sources(Tool.CERT_MANAGER).resolve("deploy/crds");
    var unused = cluster.kubectl("apply", "--server-side", "-f", crds.toString()).orThrow();
    unused =
        cluster
            .kubectl("wait", "--for=condition=Established", "--timeout=60s", "-f", crds.toString())
            .orThrow();
    cluster.apply(Manifest.of("cert-manager.yaml", Map.of("image", image)));
    unused =
        cluster
            .kubectl(
                "rollout", "status", "deployment/cert-manager", "-n", NAMESPACE, "--timeout=120s")
            .orThrow();
  }
}
