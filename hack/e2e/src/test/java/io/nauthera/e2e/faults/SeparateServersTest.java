package io.nauthera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import io.nauthera.e2e.faults.TroubledServer.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of three AuthServers one fails: the clients of the others are provisioned all the same. */
class SeparateServersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CLIENTS = 30;
  private static final String POLICY = "{enforcePKCE: true}";

  private static Tenant failing;
  private static List<Tenant> others;
  private static TroubledServer server;

  @BeforeAll
  static void create() throws IOException {
    others = Stream.of("apart-a", "apart-b").map(name -> Tenant.governedBy(name, POLICY)).toList();
    failing = new Tenant("apart-failing");
    var account = failing.createRealm();
    failing.applyCredentials(account.clientId(), account.secret());
    String url = failing.sandbox.keycloak().url();
    server = new TroubledServer(url);
    failing.apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: server, namespace: %s}
        spec: {issuerUrl: "%s/realms/%s", keycloak: {url: "%s"}}
        """
            .formatted(failing.security, url, failing.realm, server.url()));
    failing.applyPolicy("web", POLICY);
  }

  @AfterEach
  void serverWorks() {
    server.have(Trouble.NONE);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static void onboard(Tenant tenant, String prefix, int count) {
    tenant.apply(
        IntStream.range(0, count)
            .mapToObj(i ->
                """
                apiVersion: auth.nauthera.io/v1alpha1
                kind: AuthClient
                metadata: {name: %s-%d, namespace: %s}
                spec:
                  authServerRef: {name: server, namespace: %s}
                  redirectUris: ["https://app.example.com/callback"]
                """
                    .formatted(prefix, i, tenant.team, tenant.security))
            .collect(Collectors.joining("---\n")));
  }

  private static List<AuthClient> clients(Tenant tenant, String prefix) {
    return tenant
        .kubernetes
        .resources(AuthClient.class)
        .inNamespace(tenant.team)
        .list()
        .getItems()
        .stream()
        .filter(client -> client.getMetadata().getName().startsWith(prefix + "-"))
        .toList();
  }

  private static List<Condition> conditions(AuthClient client, String type) {
    var status = client.getStatus();
    return status == null || status.conditions() == null
        ? List.of()
        : status.conditions().stream().filter(c -> c.type().equals(type)).toList();
  }

  private static void assertReady(Tenant tenant, String prefix) {
    assertThat(clients(tenant, prefix))
        .hasSize(CLIENTS)
        .allSatisfy(client ->
            assertThat(conditions(client, "Ready"))
                .as(client.getMetadata().getName())
                .extracting(Condition::status)
                .containsExactly(Status.True));
  }

  private static void assertSaysThatServerFails(AuthClient client) {
    assertThat(conditions(client, "Programmed"))
        .as(client.getMetadata().getName())
        .singleElement()
        .satisfies(programmed -> {
          assertThat(programmed.status()).isNotEqualTo(Status.True);
          assertThat(programmed.reason()).isIn("ServerUnavailable", "ServerOverloaded");
        });
  }

  private static void until(String what, long start, Runnable assertion) {
    await().atMost(PATIENCE).untilAsserted(assertion::run);
    System.out.printf("  %-60s %5.1f s%n", what, (System.nanoTime() - start) / 1e9);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void clients_whileAnotherServerFails_areProvisionedAndTheRestSaysWhy(Trouble trouble) {
    String prefix = trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String leaving = "leaving-" + prefix;
    failing.onboard(leaving, "redirectUris: [\"https://app.example.com/callback\"]");
    until(leaving + " is Ready", System.nanoTime(), () -> failing.awaitReady(leaving));
    server.have(trouble);

    long start = System.nanoTime();
    onboard(failing, prefix, CLIENTS);
    failing.delete(leaving);
    others.forEach(tenant -> onboard(tenant, prefix, CLIENTS));

    others.forEach(tenant ->
        until(
            trouble + ": all of " + tenant.realm + " Ready",
            start,
            () -> assertReady(tenant, prefix)));
    until(
        trouble + ": all of the failing server say so",
        start,
        () ->
            assertThat(clients(failing, prefix))
                .hasSize(CLIENTS)
                .allSatisfy(SeparateServersTest::assertSaysThatServerFails));
    until(
        trouble + ": the client that is deleted is not Ready",
        start,
        () ->
            assertThat(failing.condition(leaving, "Ready").orElseThrow().status())
                .isNotEqualTo(Status.True));

    server.have(Trouble.NONE);
    long works = System.nanoTime();
    until(trouble + ": afterwards all Ready", works, () -> assertReady(failing, prefix));
    until(
        trouble + ": afterwards the client that is deleted is gone",
        works,
        () -> assertThat(failing.client(leaving).get()).isNull());
    assertThat(failing.isRegistered(failing.team + "." + leaving)).isFalse();
  }
}
