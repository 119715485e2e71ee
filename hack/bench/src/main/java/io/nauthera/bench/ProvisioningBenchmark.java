package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
  private static final String[] ROLES = {"manage-clients", "view-realm"};
  private static final String SERVER = "server";
  private static final String REALM = "bench";
  private static final String BASELINE_REALM = "bench-baseline";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Enough calls for the JVM of Keycloak to be warm. */
  private static final int WARM_UP = 300;

  /** Between two walks; longer than a phase of the benchmark, or so short that one is seen. */
  private static final String NO_WALK = "controller.driftInterval=1h";

  private static final Duration INTERVAL = Duration.ofMinutes(1);

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
      sandbox.installNauthera(NO_WALK);
      new ProvisioningBenchmark(sandbox, proxy, out).run(few, many);
    }
  }

  private void run(int few, int many) throws IOException, InterruptedException {
    prepare();
    // Otherwise the controller would do work of its own beside the loop.
    sandbox.controllerProcess().stop();
    Loop loop = baseline(few, many);
    sandbox.controllerProcess().start();
    sandbox.controllerProcess().awaitReady(PATIENCE);
    createServer("warm-up", BASELINE_REALM);
    create("warm-up", 0, WARM_UP);
    awaitRollout(WARM_UP);

    out.printf("%nOnboarding of %d clients%n", few);
    create(SERVER, WARM_UP, WARM_UP + few);
    awaitQuiet();
    report(
        rate(
            few,
            () -> {
              createServer(SERVER, REALM);
              return awaitRollout(WARM_UP + few);
            }),
        loop.onboarding(),
        few);

    create(SERVER, WARM_UP + few, many);
    awaitRollout(many);
    awaitQuiet();
    out.printf("%nChange of a policy over %d clients%n", many);
    report(
        rate(
            many,
            () -> {
              applyPolicy("7m");
              return awaitRollout(many);
            }),
        loop.change(),
        many);
    awaitQuiet();

    out.printf("%nRestart with %d clients, and a steady interval%n", many);
    String before = versions();
    sandbox.installNauthera("controller.driftInterval=" + INTERVAL.toSeconds() + "s");
    Thread.sleep(INTERVAL.dividedBy(2));
    calls(1);
    Thread.sleep(INTERVAL);
    calls(1);
    out.printf("  AuthClients and Secrets written: %s%n", versions().equals(before) ? "0" : "some");
    out.printf("  memory: %s%n", ProcessMemory.describe(sandbox.controllerProcess().pid()));
  }

  /** Clients per second of the loops. */
  private record Loop(double onboarding, double change) {}

  /** The AuthClients of the loop are gone afterwards. */
  private Loop baseline(int few, int many) throws InterruptedException {
    var loop =
        new BaselineLoop(
            kubernetes,
            keycloak.url(),
            BASELINE_REALM,
            BASELINE,
            admin().createServiceAccount(BASELINE_REALM, "loop", ROLES));
    loop.create(many, PARALLEL);
    loop.onboard(0, WARM_UP, PARALLEL);
    double onboarding = rate(few, () -> loop.onboard(WARM_UP, WARM_UP + few, PARALLEL));
    loop.register(many, PARALLEL);
    double change = rate(many, () -> loop.change(many, PARALLEL));
    kubernetes.resources(AuthClient.class).inNamespace(BASELINE).delete();
    return new Loop(onboarding, change);
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
    admin().createRealm(REALM);
    admin().createRealm(BASELINE_REALM);
  }

  private KeycloakAdmin admin() {
    return sandbox.keycloak().admin();
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

  private void createServer(String name, String realm) {
    ServiceAccount account = admin().createServiceAccount(realm, "nauthera", ROLES);
    apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %1$s-keycloak, namespace: %2$s}
        stringData: {client_id: "%3$s", client_secret: "%4$s"}
        ---
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: %1$s, namespace: %2$s}
        spec: {issuerUrl: "%5$s/realms/%6$s", keycloak: {url: "%7$s"}}
        """
            .formatted(
                name,
                SECURITY,
                account.clientId(),
                account.secret(),
                sandbox.keycloak().url(),
                realm,
                keycloak.url()));
  }

  /** Without kubectl, which needs as long to start as the controller needs for many clients. */
  private void apply(String manifest) {
    var unused =
        kubernetes
            .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
            .fieldManager("bench")
            .serverSideApply();
  }

  /** They wait for the AuthServer if it does not exist yet. */
  private void create(String server, int from, int to) throws InterruptedException {
    String path = "/apis/auth.nauthera.io/v1alpha1/namespaces/" + TEAM + "/authclients";
    var unused =
        LoadGenerator.measure(
            PARALLEL,
            to - from,
            number -> {
              var unusedToo =
                  kubernetes.raw(
                      path, "POST", BaselineLoop.manifest(TEAM, SECURITY, server, from + number));
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

  /** Until no Event was written for a while. */
  private void awaitQuiet() throws InterruptedException {
    long before = -1;
    while (events() != before) {
      before = events();
      Thread.sleep(3_000);
    }
    var unused = keycloak.countsAndReset();
  }

  private long events() {
    ListOptions first = new ListOptionsBuilder().withLimit(1L).build();
    Long rest =
        kubernetes
            .v1()
            .events()
            .inNamespace(TEAM)
            .list(first)
            .getMetadata()
            .getRemainingItemCount();
    return rest == null ? 0 : rest;
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
}
