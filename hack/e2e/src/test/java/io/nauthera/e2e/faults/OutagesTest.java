package io.nauthera.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.nauthera.e2e.Tenant;
import io.nauthera.e2e.rights.RightsAreMissing;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.Wait;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * A server stops in the middle of many onboardings, and starts again later: every client is
 * registered exactly once. {@code -Dfaults.all=true} takes longer outages and more clients.
 */
class OutagesTest {
  private static final boolean ALL = Boolean.getBoolean("faults.all");
  private static final int CLIENTS = ALL ? 200 : 40;
  private static final Duration OUTAGE = Duration.ofSeconds(ALL ? 60 : 10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static ClientGroup group(String name) {
    return new ClientGroup(Tenant.governedBy(name, ClientUnderTest.POLICY), "many", CLIENTS);
  }

  /** Stops the server while the clients are applied, as soon as some of them are ready. */
  private static void onboardDuring(ClientGroup group, Runnable stop, Runnable start)
      throws Exception {
    try (ExecutorService user = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> applied = user.submit(() -> await().atMost(PATIENCE).until(() -> isApplied(group)));
      await().atMost(PATIENCE).until(() -> group.conditions("Ready").size() > CLIENTS / 10);
      stop.run();
      long before = System.nanoTime();
      Wait.pause(OUTAGE);
      start.run();
      System.out.printf(
          "  down for %.0f s while %d clients are applied%n",
          (System.nanoTime() - before) / 1e9, CLIENTS);
      applied.get();
    }
    long works = System.nanoTime();
    await().atMost(PATIENCE).ignoreExceptions().untilAsserted(group::assertReady);
    System.out.printf("  all Ready %.0f s later%n", (System.nanoTime() - works) / 1e9);
    group.assertWorks();
  }

  /** A user repeats a command that failed. */
  private static boolean isApplied(ClientGroup group) {
    return group.apply().succeeded();
  }

  @Test
  void onboardings_whileKeycloakIsDown_areCompletedOnce() throws Exception {
    ClientGroup group = group("outage-keycloak");
    var keycloak = group.tenant().sandbox.keycloak();

    onboardDuring(group, keycloak::stop, keycloak::start);
  }

  @Test
  @RightsAreMissing("An API server that has just started does not know the roles yet.")
  void onboardings_whileEtcdAndTheApiServerAreDown_areCompletedOnce() throws Exception {
    ClientGroup group = group("outage-cluster");
    Sandbox sandbox = group.tenant().sandbox;
    int restarts = sandbox.controllerProcess().restarts();

    onboardDuring(group, sandbox.controlPlane()::kill, sandbox.controlPlane()::startAgain);

    System.out.printf(
        "  the controller was restarted %d times%n",
        sandbox.controllerProcess().restarts() - restarts);
  }
}
