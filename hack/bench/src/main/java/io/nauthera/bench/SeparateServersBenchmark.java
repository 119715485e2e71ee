package io.nauthera.bench;

import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.http.TroubledServer;
import io.nauthera.sandbox.http.TroubledServer.Trouble;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How fast clients are onboarded at two AuthServers while a third one fails, beside the rate
 * without the third one.
 */
final class SeparateServersBenchmark {
  private static final List<String> HEALTHY = List.of("one", "two");
  private static final String FAILING = "three";

  private final Sandbox sandbox;
  private final TroubledServer troubled;
  private final Map<String, ServiceAccount> accounts = new LinkedHashMap<>();
  private int round;

  private SeparateServersBenchmark(Sandbox sandbox, TroubledServer troubled) {
    this.sandbox = sandbox;
    this.troubled = troubled;
  }

  /** Each AuthServer gets so many clients in each round. */
  static void run(PrintStream out, int clients) throws IOException, InterruptedException {
    try (var sandbox = Sandbox.start();
        var troubled = new TroubledServer(sandbox.keycloak().url())) {
      sandbox.installNauthera("controller.driftInterval=1h");
      new SeparateServersBenchmark(sandbox, troubled).measure(out, clients);
    }
  }

  private void measure(PrintStream out, int clients) throws InterruptedException {
    for (String realm : List.of("one", "two", FAILING)) {
      sandbox.keycloak().admin().createRealm(realm);
      accounts.put(
          realm,
          sandbox
              .keycloak()
              .admin()
              .createServiceAccount(realm, "nauthera", "manage-clients", "view-realm"));
    }
    out.printf("%nOnboarding of %d clients at each of two AuthServers%n", clients);
    // Code that runs for the first time is slow.
    double unused = rate(clients, Trouble.NONE, false);
    double before = rate(clients, Trouble.NONE, false);
    for (Trouble trouble : List.of(Trouble.HANGS, Trouble.SENDS_SLOWLY, Trouble.ANSWERS_503)) {
      double beside = rate(clients, trouble, true);
      double after = rate(clients, Trouble.NONE, false);
      // The machine is not equally fast all the time: compare with what was just measured.
      out.printf(
          Locale.ROOT,
          "  a third one %-12s %5.1f clients/s; without it %5.1f before and %5.1f after: %3.0f %%%n",
          trouble,
          beside,
          before,
          after,
          100 * beside / ((before + after) / 2));
      before = after;
    }
  }

  /** Clients per second at the healthy AuthServers, whose clients wait for them before. */
  private double rate(int clients, Trouble trouble, boolean withThird) throws InterruptedException {
    round++;
    List<String> names = withThird ? List.of(FAILING, HEALTHY.get(0), HEALTHY.get(1)) : HEALTHY;
    troubled.have(Trouble.NONE);
    sandbox.skipAdmission(names.stream().map(name -> tenant(name).team()).toArray(String[]::new));
    for (String name : names) {
      prepare(name, clients);
    }
    troubled.have(trouble);
    long start = System.nanoTime();
    for (String name : names) {
      tenant(name).applyServer("server", name, url(name));
    }
    for (String name : HEALTHY) {
      tenant(name).awaitRollout(clients);
    }
    double rate = HEALTHY.size() * clients / ((System.nanoTime() - start) / 1e9);
    if (withThird) {
      // Its clients must not be onboarded during the next round.
      troubled.have(Trouble.NONE);
      tenant(FAILING).awaitRollout(clients);
    }
    return rate;
  }

  private BenchTenant tenant(String name) {
    return new BenchTenant(sandbox, name + "-team-" + round, name + "-security-" + round);
  }

  private String url(String name) {
    return name.equals(FAILING) ? troubled.url() : sandbox.keycloak().url();
  }

  private void prepare(String name, int clients) throws InterruptedException {
    BenchTenant tenant = tenant(name);
    tenant.createNamespaces();
    tenant.applyCredentials("server", Objects.requireNonNull(accounts.get(name)));
    tenant.applyPolicy("{enforcePKCE: true}");
    tenant.createClients("server", 0, clients);
  }
}
