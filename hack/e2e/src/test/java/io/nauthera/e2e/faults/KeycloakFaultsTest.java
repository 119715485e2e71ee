package io.nauthera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.http.HttpProxy.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Lets Keycloak or the controller fail at each call of a life of a client. Whatever fails, there is
 * exactly one client and one Secret afterwards, with a secret that works and did not change.
 *
 * <p>{@code -Dfaults.all=true} tries every fault, otherwise {@code -Dfaults.seed} chooses some.
 */
class KeycloakFaultsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CHOSEN = 3;
  private static final Map<String, Integer> TRIED = new TreeMap<>();

  private static Tenant tenant;
  private static FaultyKeycloak keycloak;
  private static int runs;

  @BeforeAll
  static void create() throws IOException {
    tenant = new Tenant("faults");
    var account = tenant.createRealm();
    tenant.applyCredentials(account.clientId(), account.secret());
    keycloak =
        new FaultyKeycloak(
            tenant.sandbox.keycloak().url(), () -> tenant.sandbox.controllerProcess().kill());
    tenant.apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: server, namespace: %s}
        spec: {issuerUrl: "%s/realms/%s", keycloak: {url: "%s"}}
        """
            .formatted(
                tenant.security, tenant.sandbox.keycloak().url(), tenant.realm, keycloak.url()));
    tenant.applyPolicy(
        "web", "{allowedGrantTypes: [client_credentials], allowedScopes: [openid, profile]}");
    onboard("first");
    tenant.awaitReady("first");
  }

  @AfterAll
  static void close() {
    System.out.println("Faults at Keycloak, all converged (scenario fault: cut points)");
    TRIED.forEach((scenario, points) -> System.out.printf("  %-45s %d%n", scenario, points));
    keycloak.close();
  }

  /** The calls about a single client: neither walks nor what is kept for minutes. */
  private static boolean isAboutClient(Request request) {
    return request.path().contains("/clients") && !request.query().contains("first=");
  }

  /** One step in the life of a client. */
  private interface Step {
    /** {@code name} is that of an AuthClient that no other step uses. */
    void act(String name);
  }

  private static List<Fault> faults() {
    List<Fault> all = new ArrayList<>(List.of(Fault.values()));
    if (Boolean.getBoolean("faults.all")) {
      return all;
    }
    long seed = Long.getLong("faults.seed", 12);
    List<Fault> kills = new ArrayList<>(all.stream().filter(Fault::kills).toList());
    all.removeAll(kills);
    var random = new Random(seed);
    Collections.shuffle(all, random);
    Collections.shuffle(kills, random);
    return Stream.concat(all.stream().limit(CHOSEN), kills.stream().limit(1)).toList();
  }

  /** Tries each fault at each call that the step makes. */
  private static void tryFaults(String scenario, Step prepare, Step act, Step check) {
    for (Fault fault : faults()) {
      int n = 0;
      boolean hasFailed = true;
      while (hasFailed) {
        n++;
        String name = "run-" + runs++;
        prepare.act(name);
        keycloak.failAt(n, KeycloakFaultsTest::isAboutClient, fault);
        act.act(name);
        check.act(name);
        hasFailed = keycloak.hasFailed();
        if (hasFailed) {
          TRIED.merge(scenario + " " + fault, 1, Integer::sum);
        }
      }
      assertThat(n).as("calls of " + scenario).isGreaterThan(1);
    }
  }

  private static void onboard(String name) {
    tenant.onboard(
        name,
        Map.of("run", name),
        "grantTypes: [client_credentials], scopes: [openid, profile], tokenEndpointAuthMethod: client_secret_post");
  }

  private static void onboarded(String name) {
    onboard(name);
    tenant.awaitReady(name);
    SECRETS.put(name, secret(name));
  }

  private static final Map<String, String> SECRETS = new TreeMap<>();

  private static String secret(String name) {
    return secretOf(name + "-client-secret");
  }

  private static String secretOf(String secret) {
    String value = tenant.secret(secret).get().getData().get("client_secret");
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  private static List<JsonNode> clients(String name) {
    return tenant
        .sandbox
        .keycloak()
        .admin()
        .get("/realms/%s/clients?search=true&clientId=%s".formatted(tenant.realm, clientId(name)))
        .valueStream()
        .filter(client -> client.path("clientId").asText().equals(clientId(name)))
        .toList();
  }

  private static String clientId(String name) {
    return tenant.team + "." + name;
  }

  private static void assertWorks(String name, String secret) {
    assertThat(clients(name)).hasSize(1);
    var token =
        tenant
            .sandbox
            .keycloak()
            .admin()
            .token(
                tenant.realm,
                Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    clientId(name),
                    "client_secret",
                    secret));
    assertThat(token.status()).as(token.body().toString()).isEqualTo(200);
  }

  /** The secret that the application has did not change. */
  private static void assertUnchanged(String name) {
    assertThat(secret(name)).isEqualTo(SECRETS.get(name));
    assertWorks(name, secret(name));
  }

  private static void until(Runnable assertion) {
    await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion::run);
  }

  @Test
  void onboarding_converges() {
    tryFaults(
        "onboarding",
        name -> {},
        KeycloakFaultsTest::onboard,
        name -> {
          until(() -> assertReady(name));
          assertWorks(name, secret(name));
        });
  }

  private static void assertReady(String name) {
    assertThat(tenant.condition(name, "Ready").map(Condition::status)).contains(Status.True);
  }

  @Test
  void changeOfAPolicy_converges() {
    tryFaults(
        "policy change",
        KeycloakFaultsTest::onboarded,
        name ->
            tenant.applyPolicy(
                name,
                "{clientSelector: {matchLabels: {run: %s}}, token: {accessTokenTTL: 7m}}"
                    .formatted(name)),
        name -> {
          until(() ->
              assertThat(clients(name).getFirst().at("/attributes/access.token.lifespan").asText())
                  .isEqualTo("420"));
          until(() -> assertReady(name));
          assertUnchanged(name);
        });
  }

  @Test
  void restriction_converges() {
    tryFaults(
        "restriction",
        KeycloakFaultsTest::onboarded,
        name ->
            tenant.applyPolicy(
                name,
                "{clientSelector: {matchLabels: {run: %s}}, allowedScopes: [openid]}"
                    .formatted(name)),
        name -> {
          until(() ->
              assertThat(tenant.condition(name, "Programmed").map(Condition::reason))
                  .contains("Restricted"));
          assertThat(clients(name).getFirst().path("defaultClientScopes").toString())
              .doesNotContain("profile");
          assertUnchanged(name);
        });
  }

  @Test
  void deletion_converges() {
    tryFaults(
        "deletion",
        KeycloakFaultsTest::onboarded,
        tenant::delete,
        name -> {
          until(() -> assertThat(tenant.client(name).get()).isNull());
          assertThat(clients(name)).isEmpty();
          until(() -> assertThat(tenant.secret(name + "-client-secret").get()).isNull());
        });
  }
}
