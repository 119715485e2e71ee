package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How fast the controller onboards clients and rolls out a policy on a real API server and a real
 * Keycloak, beside a loop of the same requests, and how many calls it makes to Keycloak.
 */
final class ProvisioningBenchmark {
  private static final String TEAM = "bench-team";
  private static final String LOOP = "bench-loop";
  private static final String SERVER = "server";
  private static final String WARM_UP_SERVER = "warm-up";
  private static final String[] ROLES = {"manage-clients", "view-realm"};
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Enough calls for the JVMs to be warm. */
  private static final int WARM_UP = 300;

  /** Between two walks; longer than a phase of the benchmark, or so short that one is seen. */
  private static final String NO_WALK = "controller.driftInterval=1h";

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Sandbox sandbox;
  private final KubernetesClient kubernetes;
  private final CountingProxy keycloak;
  private final BenchTenant tenant;
  private final PrintStream out;

  private ProvisioningBenchmark(Sandbox sandbox, CountingProxy keycloak, PrintStream out) {
    this.sandbox = sandbox;
    this.kubernetes = sandbox.kubernetes();
    this.keycloak = keycloak;
    this.tenant = new BenchTenant(sandbox, TEAM, "bench-security");
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
    Rates loop = loop(few, many);
    sandbox.controllerProcess().start();
    sandbox.controllerProcess().awaitReady(PATIENCE);
    tenant.createClients(WARM_UP_SERVER, 0, WARM_UP);
    applyServer(WARM_UP_SERVER);
    tenant.awaitRollout(WARM_UP);

    out.printf("%nOnboarding of %d clients%n", few);
    tenant.createClients(SERVER, WARM_UP, WARM_UP + few);
    awaitQuiet();
    Instant start = Instant.now();
    applyServer(SERVER);
    tenant.awaitRollout(WARM_UP + few);
    Map<String, Long> calls = keycloak.countsAndReset();
    awaitQuiet();
    report(rate(few, Duration.between(start, lastProvisioned())), loop.onboarding());
    print(calls, few);

    tenant.createClients(SERVER, WARM_UP + few, many);
    tenant.awaitRollout(many);
    awaitQuiet();
    out.printf("%nChange of a policy over %d clients%n", many);
    Duration change =
        duration(() -> {
          applyPolicy("7m");
          tenant.awaitRollout(many);
        });
    report(rate(many, change), loop.change());
    print(keycloak.countsAndReset(), many);
    awaitQuiet();
    restart(many);
  }

  private void restart(int clients) throws IOException, InterruptedException {
    out.printf("%nRestart with %d clients, and a steady interval%n", clients);
    String before = versions();
    sandbox.installNauthera("controller.driftInterval=" + INTERVAL.toSeconds() + "s");
    Thread.sleep(INTERVAL.dividedBy(2));
    print(keycloak.countsAndReset(), 1);
    Thread.sleep(INTERVAL);
    print(keycloak.countsAndReset(), 1);
    out.printf("  AuthClients and Secrets written: %s%n", versions().equals(before) ? "0" : "some");
    out.printf("  memory: %s%n", ProcessMemory.describe(sandbox.controllerProcess().pid()));
  }

  private void prepare() {
    tenant.createNamespaces();
    sandbox.skipAdmission(TEAM, LOOP);
    applyPolicy("5m");
    KeycloakAdmin admin = sandbox.keycloak().admin();
    for (String server : List.of(SERVER, WARM_UP_SERVER)) {
      admin.createRealm(server);
      tenant.applyCredentials(server, admin.createServiceAccount(server, "nauthera", ROLES));
    }
  }

  private void applyPolicy(String lifetime) {
    tenant.applyPolicy("{enforcePKCE: true, token: {accessTokenTTL: %s}}".formatted(lifetime));
  }

  /** Its realm has the same name. */
  private void applyServer(String server) {
    tenant.applyServer(server, server, keycloak.url());
  }

  /** Clients per second. */
  private record Rates(double onboarding, double change) {}

  /** The AuthClients of the loop are gone afterwards. */
  private Rates loop(int few, int many) throws InterruptedException {
    KeycloakAdmin admin = sandbox.keycloak().admin();
    admin.createRealm(LOOP);
    new BenchTenant(sandbox, LOOP, LOOP + "-security").createNamespaces();
    var loop =
        new BaselineLoop(
            kubernetes,
            keycloak.url(),
            LOOP,
            LOOP,
            admin.createServiceAccount(LOOP, "loop", ROLES));
    loop.create(many, BenchTenant.PARALLEL);
    loop.onboard(0, WARM_UP, BenchTenant.PARALLEL);
    Duration onboarding =
        duration(() -> loop.onboard(WARM_UP, WARM_UP + few, BenchTenant.PARALLEL));
    loop.register(many, BenchTenant.PARALLEL);
    Duration change = duration(() -> loop.change(many, BenchTenant.PARALLEL));
    kubernetes.resources(AuthClient.class).inNamespace(LOOP).delete();
    return new Rates(rate(few, onboarding), rate(many, change));
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

  /**
   * When the last client became ready, as its Event says. For a few clients, the status of the
   * policy comes too late to measure with.
   */
  private Instant lastProvisioned() {
    return kubernetes.events().v1().events().inNamespace(TEAM).list().getItems().stream()
        .filter(event -> event.getReason().equals(Reason.CLIENT_PROVISIONED.toString()))
        .map(event -> Instant.parse(event.getEventTime().getTime()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  private static Duration duration(Work work) throws InterruptedException {
    long start = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static double rate(int clients, Duration duration) {
    return clients / (duration.toNanos() / 1e9);
  }

  private void report(double controller, double loop) {
    out.printf(
        Locale.ROOT,
        "  controller %7.1f clients/s, loop of the same requests %7.1f clients/s: %3.0f %%%n",
        controller,
        loop,
        100 * controller / loop);
  }

  private void print(Map<String, Long> calls, int clients) {
    calls.forEach((call, count) ->
        out.printf(
            Locale.ROOT, "  %6d (%.3f per client) %s%n", count, (double) count / clients, call));
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
