package io.nauthera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.http.TroubledServer;
import io.nauthera.sandbox.http.TroubledServer.Trouble;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of the controller is set to a wrong time while its tokens are in use. */
class ClockTest {
  private static Tenant tenant;
  private static TroubledServer server;

  /** Tokens live for seconds, so that the controller needs new ones during the test. */
  @BeforeAll
  static void create() throws IOException {
    tenant = new Tenant("clock");
    server = new TroubledServer(tenant.sandbox.keycloak().url());
    tenant.applyServerAt(server.url(), ClientUnderTest.POLICY);
    var unused =
        tenant
            .sandbox
            .keycloak()
            .admin()
            .put("/realms/clock", KeycloakAdmin.object().put("accessTokenLifespan", 5));
  }

  @AfterEach
  void serverWorks() {
    server.have(Trouble.NONE);
  }

  /** A new process has the right time. */
  @AfterAll
  static void correctClock() {
    server.close();
    tenant.sandbox.controllerProcess().kill();
    tenant.sandbox.controllerProcess().awaitReady(Tenant.PATIENCE);
  }

  /** In the first case the clock is set back at the end, in the second one at the beginning. */
  @ParameterizedTest
  @ValueSource(ints = {10, -10})
  void clock_setToAWrongTimeAndBack_changesNothing(int minutes) throws Exception {
    String name = minutes > 0 ? "ahead" : "behind";
    var existing = new ClientUnderTest(tenant, name + "-existing");
    existing.onboard();
    existing.becomesReady();

    ClientGroup first = onboardedAcross(Duration.ofMinutes(minutes), name + "-first");
    assertThat(readySince(first))
        .isCloseTo(Instant.now().plus(minutes, ChronoUnit.MINUTES), within(3, ChronoUnit.MINUTES));
    existing.govern("token: {accessTokenTTL: 7m}");
    existing.getsTokensFor(420);
    ClientGroup second = onboardedAcross(Duration.ofMinutes(-minutes), name + "-second");
    assertThat(readySince(second)).isCloseTo(Instant.now(), within(3, ChronoUnit.MINUTES));

    existing.isUnchanged();
    existing.delete();
    existing.isGone();
  }

  /** Enough clients fail that the calls to the server are stopped; meanwhile the clock changes. */
  private static ClientGroup onboardedAcross(Duration change, String name) throws Exception {
    server.have(Trouble.ANSWERS_503);
    var clients = new ClientGroup(tenant, name, 10);
    var unused = clients.apply().orThrow();
    await().atMost(Tenant.PATIENCE).untilAsserted(clients::assertServerFails);
    ShiftedClock.shift(tenant.sandbox.controllerProcess().pid(), change);
    server.have(Trouble.NONE);
    await().atMost(Tenant.PATIENCE).untilAsserted(clients::assertReady);
    clients.assertWorks();
    return clients;
  }

  private static Instant readySince(ClientGroup clients) {
    Condition ready = clients.conditions("Ready").values().iterator().next();
    return Instant.parse(ready.lastTransitionTime());
  }
}
