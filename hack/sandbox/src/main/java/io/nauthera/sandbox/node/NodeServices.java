package io.nauthera.sandbox.node;

import io.nauthera.sandbox.cluster.ControlPlane;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.SecretFiles;
import io.nauthera.sandbox.tools.Tool;
import io.nauthera.sandbox.tools.Toolchain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The scheduler, the kubelet and kube-proxy: what makes a control plane run pods. */
final class NodeServices implements AutoCloseable {
  private final Toolchain tools;
  private final ControlPlane plane;
  private final Path folder;
  private final LocalProcess scheduler;
  private final LocalProcess kubelet;
  private final LocalProcess kubeProxy;

  private NodeServices(Toolchain tools, ControlPlane plane, Path folder, String configuration) {
    this.tools = tools;
    this.plane = plane;
    this.folder = folder;
    this.scheduler = scheduler();
    this.kubelet = kubelet(configuration);
    this.kubeProxy = kubeProxy();
  }

  static NodeServices start(
      Toolchain tools, ControlPlane plane, Path folder, Path containerd, String cgroup) {
    var configuration = kubeletConfiguration(plane, folder, containerd, cgroup);
    var services = new NodeServices(tools, plane, folder, configuration);
    services.scheduler.start();
    services.kubelet.start();
    services.kubeProxy.start();
    return services;
  }

  void requireAlive() {
    scheduler.requireAlive();
    kubelet.requireAlive();
    kubeProxy.requireAlive();
  }

  private LocalProcess scheduler() {
    var own = plane.kubeconfigOf("kube-scheduler");
    return process(
        Tool.KUBE_SCHEDULER,
        "--kubeconfig=" + own,
        "--authentication-kubeconfig=" + own,
        "--authorization-kubeconfig=" + own,
        "--bind-address=127.0.0.1",
        "--cert-dir=" + folder.resolve("scheduler"),
        "--leader-elect=false");
  }

  private static String kubeletConfiguration(
      ControlPlane plane, Path folder, Path containerd, String cgroup) {
    // There is nothing to ask for names of other machines.
    var resolver = folder.resolve("resolv.conf");
    SecretFiles.write(resolver, "");
    return """
    apiVersion: kubelet.config.k8s.io/v1beta1
    kind: KubeletConfiguration
    address: %1$s
    authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: "%2$s"}}
    authorization: {mode: Webhook}
    containerRuntimeEndpoint: "unix://%3$s"
    cgroupDriver: cgroupfs
    cgroupRoot: %4$s
    failCgroupV1: false
    enforceNodeAllocatable: []
    makeIPTablesUtilChains: false
    oomScoreAdj: 0
    failSwapOn: false
    evictionHard: {memory.available: 50Mi, nodefs.available: 1%%, nodefs.inodesFree: 1%%, imagefs.available: 1%%}
    imageGCHighThresholdPercent: 100
    syncFrequency: 5s
    podLogsDir: "%5$s/pod-logs"
    volumePluginDir: "%5$s/volume-plugins"
    resolvConf: "%6$s"
    """
        .formatted(
            NodeAddresses.NODE, plane.certificateAuthority(), containerd, cgroup, folder, resolver);
  }

  private LocalProcess kubelet(String configuration) {
    var file = folder.resolve("kubelet.yaml");
    SecretFiles.write(file, configuration);
    return process(
        Tool.KUBELET,
        "--config=" + file,
        "--kubeconfig=" + plane.kubeconfigOf("kubelet"),
        "--root-dir=" + Folders.create(folder.resolve("kubelet")),
        "--cert-dir=" + folder.resolve("kubelet-certificates"),
        "--hostname-override=" + ControlPlane.NODE_NAME,
        "--node-ip=" + NodeAddresses.NODE);
  }

  private LocalProcess kubeProxy() {
    return process(
        Tool.KUBE_PROXY,
        "--kubeconfig=" + plane.kubeconfigOf("kube-proxy"),
        "--hostname-override=" + ControlPlane.NODE_NAME,
        "--proxy-mode=nftables",
        "--cluster-cidr=" + NodeAddresses.POD_CIDR,
        "--masquerade-all",
        // The limits of connection tracking belong to the machine.
        "--conntrack-max-per-core=0",
        "--conntrack-min=0",
        "--conntrack-tcp-timeout-established=0",
        "--conntrack-tcp-timeout-close-wait=0");
  }

  private LocalProcess process(Tool tool, String... arguments) {
    var line = new ArrayList<String>();
    line.add(tools.path(tool).toString());
    line.addAll(List.of(arguments));
    return LocalProcess.of(tool.program(), folder, line, Map.of());
  }

  @Override
  public void close() {
    kubeProxy.stop();
    kubelet.stop();
    scheduler.stop();
  }
}
