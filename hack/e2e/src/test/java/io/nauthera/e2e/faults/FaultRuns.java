package io.nauthera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.http.ProxiedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/**
 * Runs scenarios with a fault at each call about the client, and counts these cut points. {@code
 * -Dfaults.all=true} tries everything, otherwise {@code -Dfaults.seed} chooses.
 */
final class FaultRuns {
  private static final boolean ALL = Boolean.getBoolean("faults.all");
  private static final long SEED = Long.getLong("faults.seed", 12);

  /** Faults that do not kill are tried at several clients at a time. */
  private static final int AT_A_TIME = 6;

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final String place;
  private final Tenant tenant;
  private final FaultInjector injector;
  private final BiPredicate<ProxiedRequest, ClientUnderTest> isAbout;
  private final Map<String, Integer> tried = new TreeMap<>();

  /**
   * Without cut points.
   *
   * @param place the server that fails
   * @param isAbout whether a call is about a client
   */
  FaultRuns(
      String place,
      Tenant tenant,
      FaultInjector injector,
      BiPredicate<ProxiedRequest, ClientUnderTest> isAbout) {
    this.place = place;
    this.tenant = tenant;
    this.injector = injector;
    this.isAbout = isAbout;
  }

  /** Tries the faults at every call that the scenario makes. */
  void run(Scenario scenario) {
    List<Fault> kills = chosen(scenario, true, 1);
    List<Fault> others = chosen(scenario, false, 2);
    var free = new Semaphore(AT_A_TIME);
    List<Callable<Integer>> all = new ArrayList<>();
    others.forEach(fault -> all.add(() -> pointsAtATime(scenario, fault, free)));
    List<Integer> counts = together(all);
    for (int i = 0; i < counts.size(); i++) {
      count(scenario, others.get(i), counts.get(i));
    }
    kills.forEach(fault ->
        count(scenario, fault, ALL ? pointsInTurn(scenario, fault) : onePoint(scenario, fault)));
    assertNothingIsLeft();
  }

  private static List<Fault> chosen(Scenario scenario, boolean kills, int limit) {
    List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
    faults.removeIf(fault -> fault.kills() != kills);
    Collections.shuffle(faults, random(scenario));
    return ALL ? faults : faults.subList(0, limit);
  }

  private static Random random(Scenario scenario) {
    return new Random(SEED + scenario.name().hashCode());
  }

  private void count(Scenario scenario, Fault fault, int points) {
    assertThat(points).as("calls of " + scenario).isPositive();
    tried.put("%-14s %s".formatted(scenario, fault), points);
    System.out.printf("  %s: %-14s %-18s %d cut points%n", place, scenario, fault, points);
  }

  private int onePoint(Scenario scenario, Fault fault) {
    int n = 1 + random(scenario).nextInt(3);
    while (n > 0 && !isReached(scenario, fault, n)) {
      n--;
    }
    return n > 0 ? 1 : 0;
  }

  private int pointsInTurn(Scenario scenario, Fault fault) {
    int n = 1;
    while (isReached(scenario, fault, n)) {
      n++;
    }
    return n - 1;
  }

  /** The points of a fault do not disturb each other: each belongs to its own client. */
  private int pointsAtATime(Scenario scenario, Fault fault, Semaphore free) {
    int first = 1;
    while (true) {
      List<Callable<Boolean>> runs = new ArrayList<>();
      for (int n = first; n < first + AT_A_TIME / 2; n++) {
        int point = n;
        runs.add(() -> {
          free.acquire();
          try {
            return isReached(scenario, fault, point);
          } finally {
            free.release();
          }
        });
      }
      List<Boolean> reached = together(runs);
      int count = Collections.frequency(reached, true);
      if (count < reached.size()) {
        return first - 1 + count;
      }
      first += count;
    }
  }

  private static <T> List<T> together(List<Callable<T>> tasks) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Whether the scenario made so many calls; it must converge in any case. */
  private boolean isReached(Scenario scenario, Fault fault, int n) {
    var client = new ClientUnderTest(tenant, "run-%04d".formatted(NAMES.incrementAndGet()));
    String run = "%s: %s of %s, %s at call %d".formatted(place, scenario, client.name(), fault, n);
    try {
      scenario.prepare(client);
      try (var planned = injector.plan(fault, n, request -> isAbout.test(request, client))) {
        scenario.act(client);
        scenario.check(client);
        client.leave();
        return planned.hasHappened();
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(run + ": " + e.getMessage(), e);
    }
  }

  /** Every client has left: none of them is at the server. */
  private void assertNothingIsLeft() {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() ->
            assertThat(
                    tenant
                        .sandbox
                        .keycloak()
                        .admin()
                        .get("/realms/%s/clients?first=0&max=1000".formatted(tenant.realm))
                        .valueStream()
                        .map(client -> client.path("clientId").asText())
                        .filter(clientId -> clientId.startsWith(tenant.team + ".run-")))
                .isEmpty());
  }

  /** Prints the number of cut points by scenario and fault, without those that failed. */
  void print() {
    System.out.printf("%s: cut points by scenario and fault, all converged%n", place);
    tried.forEach((run, points) -> System.out.printf("  %-36s %d%n", run, points));
    System.out.printf(
        "  %-36s %d%n", "all", tried.values().stream().mapToInt(Integer::intValue).sum());
  }
}
