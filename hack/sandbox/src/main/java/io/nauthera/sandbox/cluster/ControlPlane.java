package io.nauthera.sandbox.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.sandbox.http.HttpProxy;
import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.Ports;
import io.nauthera.sandbox.process.Wait;
import io.nauthera.sandbox.tools.Tool;
import io.nauthera.sandbox.tools.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** etcd, kube-apiserver and kube-controller-manager, by default on loopback. */
public final class ControlPlane implements AutoCloseable {
  /** The name of the node, in a cluster that has one. */
  public static final String NODE_NAME = "node-1";

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Toolchain tools;
  private final Path folder;
  private final ClusterAddresses addresses;
  private final Pki pki;
  private final String server;
  private final Path kubeconfig;
  private final LocalProcess etcd;
  private final LocalProcess apiServer;
  private final LocalProcess controllerManager;
  private final KubernetesClient client;

  private ControlPlane(Toolchain tools, Path folder, ClusterAddresses addresses) {
    this.tools = tools;
    this.folder = folder;
    this.addresses = addresses;
    this.pki = Pki.create(folder.resolve("pki"), addresses);
    var apiPort = Ports.free();
    this.server = "https://%s:%d".formatted(addresses.apiServer(), apiPort);
    this.kubeconfig =
        Kubeconfig.withCertificate(folder.resolve("kubeconfig"), server, pki, "admin");
    var etcdPort = Ports.free();
    this.etcd = etcd(etcdPort, Ports.free());
    this.apiServer = apiServer(etcdPort, apiPort);
    this.controllerManager = controllerManager(Ports.free());
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
  }

  /** Starts a control plane in this folder. Sandboxes share the folder of the address locks. */
  public static ControlPlane start(Toolchain tools, Path folder, Path addressLocks) {
    return start(tools, folder, AddressRange.claim(addressLocks));
  }

  /** Starts a control plane in this folder, which listens on the given address. */
  public static ControlPlane start(Toolchain tools, Path folder, ClusterAddresses addresses) {
    var plane = new ControlPlane(tools, folder, addresses);
    try {
      plane.start();
      return plane;
    } catch (RuntimeException e) {
      plane.close();
      throw e;
    }
  }

  private void start() {
    startAgain();
    Wait.until("the namespace default has its ServiceAccount", TIMEOUT, this::hasServiceAccount);
  }

  private boolean isReady() {
    etcd.requireAlive();
    apiServer.requireAlive();
    try {
      return Objects.equals(client.raw("/readyz"), "ok");
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private boolean hasServiceAccount() {
    controllerManager.requireAlive();
    return client.serviceAccounts().inNamespace("default").withName("default").get() != null;
  }

  /** A client with all permissions. */
  public KubernetesClient client() {
    return client;
  }

  /** A kubeconfig with all permissions. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** What the API server recorded about the requests of Nauthera's programs; one JSON per line. */
  public Path auditLog() {
    return folder.resolve("audit.log");
  }

  /** The CA that signed the client certificate with which the API server calls webhooks. */
  public Path certificateAuthority() {
    return pki.file("ca.crt");
  }

  /** The base URL of the API server. */
  public String url() {
    return server;
  }

  /** Writes a kubeconfig for a part of a node: "kubelet", "kube-proxy" or "kube-scheduler". */
  public Path kubeconfigOf(String part) {
    return Kubeconfig.withCertificate(folder.resolve(part + ".kubeconfig"), server, pki, part);
  }

  /** A proxy before the API server, which has the same certificate. */
  public HttpProxy proxy(HttpProxy.Handler handler) throws IOException {
    var sockets = new TlsSockets(pki);
    return new HttpProxy(server, sockets.listening(), sockets.calling(), handler);
  }

  /** Kills etcd and the API server. Their data stays. */
  public void kill() {
    apiServer.kill();
    etcd.kill();
  }

  /** Starts everything that does not run, and returns when the API server is ready. */
  public void startAgain() {
    etcd.start();
    apiServer.start();
    Wait.until("the API server is ready", TIMEOUT, this::isReady);
    // The controller manager would end immediately while the API server is not ready.
    controllerManager.start();
  }

  /** An address outside the Service range, for a pod that no Service selects. */
  public String nextPodAddress() {
    return addresses.nextPodAddress();
  }

  /** The kubectl of the same version as this API server. */
  public Path kubectl() {
    return tools.path(Tool.KUBECTL);
  }

  /** A kubectl command with all permissions. */
  public Command kubectl(String... arguments) {
    return Command.of(kubectl(), (Object[]) arguments)
        .with("KUBECONFIG", kubeconfig.toString())
        .with("HOME", folder.toString());
  }

  private LocalProcess etcd(int port, int peerPort) {
    var address = "http://127.0.0.1:" + port;
    var peer = "http://127.0.0.1:" + peerPort;
    return process(
        Tool.ETCD,
        List.of(),
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=" + address,
        "--advertise-client-urls=" + address,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        "--unsafe-no-fsync");
  }

  private LocalProcess apiServer(int etcdPort, int port) {
    var nodes =
        addresses.haveNodes()
            ? List.of(
                "--authorization-mode=Node,RBAC",
                "--kubelet-preferred-address-types=InternalIP",
                "--kubelet-client-certificate=" + pki.file("apiserver-kubelet-client.crt"),
                "--kubelet-client-key=" + pki.file("apiserver-kubelet-client.key"))
            // A loopback address is not valid in Endpoints.
            : List.of("--authorization-mode=RBAC", "--endpoint-reconciler-type=none");
    return process(
        Tool.KUBE_APISERVER,
        nodes,
        "--etcd-servers=http://127.0.0.1:" + etcdPort,
        "--bind-address=" + addresses.apiServer(),
        "--secure-port=" + port,
        "--advertise-address=" + addresses.apiServer(),
        "--tls-cert-file=" + pki.file("apiserver.crt"),
        "--tls-private-key-file=" + pki.file("apiserver.key"),
        "--client-ca-file=" + pki.file("ca.crt"),
        // OpenShift enables this plugin. With it the tests notice a missing permission to update
        // finalizers.
        "--enable-admission-plugins=OwnerReferencesPermissionEnforcement",
        "--admission-control-config-file=" + WebhookCredentials.write(folder, pki),
        "--audit-policy-file=" + AuditPolicy.write(folder),
        "--audit-log-path=" + auditLog(),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + pki.file("sa.pub"),
        "--service-account-signing-key-file=" + pki.file("sa.key"),
        "--service-cluster-ip-range=" + addresses.serviceCidr());
  }

  private LocalProcess controllerManager(int port) {
    var own = Kubeconfig.withCertificate(folder.resolve("kcm.kubeconfig"), server, pki, "kcm");
    // Without nodes, these would evict the pods of the sandbox.
    var controllers =
        addresses.haveNodes() ? "*" : "*,-node-lifecycle-controller,-taint-eviction-controller";
    return process(
        Tool.KUBE_CONTROLLER_MANAGER,
        List.of("--controllers=" + controllers),
        "--kubeconfig=" + own,
        "--authentication-kubeconfig=" + own,
        "--authorization-kubeconfig=" + own,
        "--bind-address=127.0.0.1",
        "--secure-port=" + port,
        "--leader-elect=false",
        "--use-service-account-credentials=true",
        "--service-account-private-key-file=" + pki.file("sa.key"),
        "--root-ca-file=" + pki.file("ca.crt"),
        "--cluster-signing-cert-file=" + pki.file("ca.crt"),
        "--cluster-signing-key-file=" + pki.file("ca.key"),
        "--service-cluster-ip-range=" + addresses.serviceCidr(),
        "--cert-dir=" + folder.resolve("kcm"));
  }

  private LocalProcess process(Tool tool, List<String> more, String... arguments) {
    var line = new ArrayList<String>();
    line.add(tools.path(tool).toString());
    line.addAll(more);
    line.addAll(List.of(arguments));
    return LocalProcess.of(tool.program(), folder, line, Map.of());
  }

  @Override
  public void close() {
    client.close();
    controllerManager.stop();
    apiServer.stop();
    etcd.stop();
    addresses.close();
  }
}
