package io.nauthera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.http.TroubledServer;
import io.nauthera.sandbox.http.TroubledServer.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
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
  private static final String POLICY = "{allowedGrantTypes: [client_credentials]}";

  private static Tenant failing;
  private static List<Tenant> others;
  private static TroubledServer server;

  @BeforeAll
  static void create() throws IOException {
    others = Stream.of("apart-a", "apart-b").map(name -> Tenant.governedBy(name, POLICY)).toList();
    failing = new Tenant("apart-failing");
    server = new TroubledServer(failing.sandbox.keycloak().url());
    failing.applyServerAt(server.url(), POLICY);
  }

  @AfterEach
  void serverWorks() {
    server.have(Trouble.NONE);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static CompletableFuture<Void> later(String what, long start, Runnable assertion) {
    return CompletableFuture.runAsync(
        () -> until(what, start, assertion), command -> Thread.startVirtualThread(command));
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
    failing.onboard(leaving, "grantTypes: [client_credentials]");
    until(leaving + " is Ready", System.nanoTime(), () -> failing.awaitReady(leaving));
    server.have(trouble);

    long start = System.nanoTime();
    var failingClients = new ClientGroup(failing, prefix, CLIENTS);
    var unused = failingClients.apply().orThrow();
    failing.delete(leaving);
    List<ClientGroup> otherClients =
        others.stream().map(tenant -> new ClientGroup(tenant, prefix, CLIENTS)).toList();
    otherClients.forEach(group -> group.apply().orThrow());

    // All wait at the same time, so that each time is that of one promise.
    List<CompletableFuture<Void>> waits = new ArrayList<>();
    otherClients.forEach(group ->
        waits.add(
            later(
                trouble + ": all of " + group.tenant().realm + " Ready",
                start,
                group::assertReady)));
    waits.add(
        later(
            trouble + ": all of the failing server say so",
            start,
            failingClients::assertServerFails));
    waits.add(
        later(
            trouble + ": the client that is deleted is not Ready",
            start,
            () ->
                assertThat(failing.condition(leaving, "Ready").orElseThrow().status())
                    .isNotEqualTo(Status.True)));
    waits.forEach(CompletableFuture::join);

    server.have(Trouble.NONE);
    long works = System.nanoTime();
    until(trouble + ": afterwards all Ready", works, failingClients::assertReady);
    until(
        trouble + ": afterwards the client that is deleted is gone",
        works,
        () -> assertThat(failing.client(leaving).get()).isNull());
    assertThat(failing.isRegistered(failing.team + "." + leaving)).isFalse();
  }
}
