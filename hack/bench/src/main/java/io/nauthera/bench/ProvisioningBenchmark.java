package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * How fast the controller onboards clients and rolls out a policy on a real API server and a real
 * Keycloak, beside a loop of the same requests, and how many calls it makes to Keycloak.
 */
final class ProvisioningBenchmark {
  private static final String SECURITY = "bench-security";
  private static final String TEAM = "bench-team";
  private static final String BASELINE = "bench-baseline";
  private static final String REALM = "bench";

  /** As many calls as the controller makes to one server at a time. */
  private static final int PARALLEL = 16;

  private final Sandbox sandbox;
  private final KubernetesClient kubernetes;
  private final CountingProxy keycloak;
  private final PrintStream out;

  private ProvisioningBenchmark(Sandbox sandbox, CountingProxy keycloak, PrintStream out) {
    this.sandbox = sandbox;
    this.kubernetes = sandbox.kubernetes();
    this.keycloak = keycloak;
    this.out = out;
  }

  /** {@code few} clients are onboarded first; then there are {@code many}. */
  static void run(PrintStream out, int few, int many) throws IOException, InterruptedException {
    try (var sandbox = Sandbox.start();
        var proxy = new CountingProxy(sandbox.keycloak().url())) {
      // The first walk and what the benchmark does are all that happens.
      sandbox.installNauthera("controller.driftInterval=1h");
      new ProvisioningBenchmark(sandbox, proxy, out).run(few, many);
    }
  }

  private void run(int few, int many) throws IOException, InterruptedException {
    prepare();
    var baseline = new BaselineLoop(kubernetes, keycloak.url(), REALM, BASELINE, account());
    out.printf("%nOnboarding of %d clients%n", few);
    baseline.create(few, PARALLEL);
    double loop = rate(few, () -> baseline.onboard(few, PARALLEL));
    keycloak.countsAndReset();
    create(0, few);
    createServer();
    double controller = rate(few, () -> awaitRollout(few));
    report(controller, loop, few);

    create(few, many);
    awaitRollout(many);
    out.printf("%nChange of a policy over %d clients%n", many);
    baseline.create(many, PARALLEL);
    baseline.register(many, PARALLEL);
    loop = rate(many, () -> baseline.change(many, PARALLEL));
    keycloak.countsAndReset();
    applyPolicy("7m");
    controller = rate(many, () -> awaitRollout(many));
    report(controller, loop, many);

    out.printf("%nRestart with %d clients%n", many);
    String before = versions();
    sandbox.controllerProcess().kill();
    sandbox.controllerProcess().awaitReady(Duration.ofMinutes(2));
    Thread.sleep(Duration.ofSeconds(30));
    calls(1);
    out.printf("  AuthClients and Secrets written: %s%n", versions().equals(before) ? "0" : "some");
    out.printf("  resident memory: %d MiB%n", residentMebibytes());
  }

  private void prepare() {
    for (String namespace : List.of(SECURITY, TEAM, BASELINE)) {
      var unused =
          kubernetes
              .resource(
                  new NamespaceBuilder()
                      .withNewMetadata()
                      .withName(namespace)
                      .endMetadata()
                      .build())
              .create();
    }
    sandbox.skipAdmission(TEAM, BASELINE);
    applyPolicy("5m");
    sandbox.keycloak().admin().createRealm(REALM);
  }

  private ServiceAccount account() {
    ServiceAccount account =
        sandbox
            .keycloak()
            .admin()
            .createServiceAccount(REALM, "nauthera", "manage-clients", "view-realm");
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName("server-keycloak")
            .withNamespace(SECURITY)
            .endMetadata()
            .withStringData(
                Map.of("client_id", account.clientId(), "client_secret", account.secret()))
            .build();
    var unused = kubernetes.resource(secret).create();
    return account;
  }

  private void applyPolicy(String lifetime) {
    apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthPolicy
        metadata: {name: web, namespace: %s}
        spec: {enforcePKCE: true, token: {accessTokenTTL: %s}}
        """
            .formatted(SECURITY, lifetime));
  }

  private void createServer() {
    apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: server, namespace: %s}
        spec:
          issuerUrl: "%s/realms/%s"
          keycloak: {url: "%s"}
        """
            .formatted(SECURITY, sandbox.keycloak().url(), REALM, keycloak.url()));
  }

  private void apply(String manifest) {
    var unused = sandbox.kubectlReading(manifest, "apply", "-f", "-").orThrow();
  }

  /** They wait for the AuthServer if it does not exist yet. */
  private void create(int from, int to) throws InterruptedException {
    String path = "/apis/auth.nauthera.io/v1alpha1/namespaces/" + TEAM + "/authclients";
    var unused =
        LoadGenerator.measure(
            PARALLEL,
            to - from,
            number -> {
              var unusedToo =
                  kubernetes.raw(
                      path, "POST", BaselineLoop.manifest(TEAM, SECURITY, from + number));
            });
  }

  /**
   * The status of the policy says how far it is. To list the clients again and again would load the
   * API server more than the controller does.
   */
  private Void awaitRollout(int clients) throws InterruptedException {
    while (true) {
      AuthPolicy policy =
          kubernetes.resources(AuthPolicy.class).inNamespace(SECURITY).withName("web").get();
      var status = policy.getStatus();
      var rollout = status == null ? null : status.rollout();
      if (rollout != null
          && policy.getMetadata().getGeneration().equals(rollout.generation())
          && rollout.applied() >= clients) {
        return null;
      }
      Thread.sleep(100);
    }
  }

  private static double rate(int clients, Callable<?> work) {
    long start = System.nanoTime();
    try {
      var unused = work.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return clients / ((System.nanoTime() - start) / 1e9);
  }

  private void report(double controller, double loop, int clients) {
    out.printf(
        Locale.ROOT,
        "  controller %7.1f clients/s, loop of the same requests %7.1f clients/s: %3.0f %%%n",
        controller,
        loop,
        100 * controller / loop);
    calls(clients);
  }

  private void calls(int clients) {
    keycloak
        .countsAndReset()
        .forEach((call, count) ->
            out.printf(
                Locale.ROOT,
                "  %6d (%.3f per client) %s%n",
                count,
                (double) count / clients,
                call));
  }

  private String versions() {
    return versions(
            kubernetes.resources(AuthClient.class).inNamespace(TEAM).list().getItems().stream()
                .map(client -> client.getMetadata().getResourceVersion())
                .toList())
        + versions(
            kubernetes.secrets().inNamespace(TEAM).list().getItems().stream()
                .map(secret -> secret.getMetadata().getResourceVersion())
                .toList());
  }

  private static String versions(List<String> all) {
    return IntStream.range(0, all.size()).mapToObj(all::get).sorted().toList().toString();
  }

  private long residentMebibytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(sandbox.controllerProcess().pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
