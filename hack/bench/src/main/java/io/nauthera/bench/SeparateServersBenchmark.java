package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
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
  private static final int PARALLEL = 16;

  private final Sandbox sandbox;
  private final KubernetesClient kubernetes;
  private final TroubledServer troubled;
  private final Map<String, ServiceAccount> accounts = new LinkedHashMap<>();
  private int round;

  private SeparateServersBenchmark(Sandbox sandbox, TroubledServer troubled) {
    this.sandbox = sandbox;
    this.kubernetes = sandbox.kubernetes();
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
    sandbox.skipAdmission(names.stream().map(this::team).toArray(String[]::new));
    for (String name : names) {
      prepare(name, clients);
    }
    troubled.have(trouble);
    long start = System.nanoTime();
    names.forEach(this::createServer);
    for (String name : HEALTHY) {
      awaitRollout(name, clients);
    }
    double rate = HEALTHY.size() * clients / ((System.nanoTime() - start) / 1e9);
    if (withThird) {
      // Its clients must not be onboarded during the next round.
      troubled.have(Trouble.NONE);
      awaitRollout(FAILING, clients);
    }
    return rate;
  }

  private String team(String name) {
    return name + "-team-" + round;
  }

  private String security(String name) {
    return name + "-security-" + round;
  }

  private void prepare(String name, int clients) throws InterruptedException {
    for (String namespace : List.of(team(name), security(name))) {
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
    ServiceAccount account = Objects.requireNonNull(accounts.get(name));
    var unused =
        kubernetes
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName("server-keycloak")
                    .withNamespace(security(name))
                    .endMetadata()
                    .withStringData(
                        Map.of("client_id", account.clientId(), "client_secret", account.secret()))
                    .build())
            .create();
    apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthPolicy
        metadata: {name: web, namespace: %s}
        spec: {enforcePKCE: true}
        """
            .formatted(security(name)));
    String path = "/apis/auth.nauthera.io/v1alpha1/namespaces/" + team(name) + "/authclients";
    var unusedToo =
        LoadGenerator.measure(
            PARALLEL,
            clients,
            number -> {
              var unusedAnswer =
                  kubernetes.raw(
                      path,
                      "POST",
                      BaselineLoop.manifest(team(name), security(name), "server", number));
            });
  }

  private void createServer(String name) {
    String url = sandbox.keycloak().url();
    apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: server, namespace: %s}
        spec: {issuerUrl: "%s/realms/%s", keycloak: {url: "%s"}}
        """
            .formatted(security(name), url, name, name.equals(FAILING) ? troubled.url() : url));
  }

  private void apply(String manifest) {
    var unused = sandbox.kubectlReading(manifest, "apply", "-f", "-").orThrow();
  }

  private void awaitRollout(String name, int clients) throws InterruptedException {
    while (true) {
      var policy =
          kubernetes
              .resources(AuthPolicy.class)
              .inNamespace(security(name))
              .withName("web")
              .get()
              .getStatus();
      var rollout = policy == null ? null : policy.rollout();
      if (rollout != null && rollout.applied() >= clients) {
        return;
      }
      Thread.sleep(100);
    }
  }
}
