package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two AuthClients claim one client id at the same moment. Admission can allow both; the controller
 * registers only one.
 */
class ClientIdRaceTest {
  private static final int RACES = 8;
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("race", "{allowCustomClientIds: true}");
  }

  @Test
  void clientId_claimedTwiceAtOnce_endsWithOneOwner() {
    List<CompletableFuture<CommandResult>> applied =
        IntStream.range(0, RACES)
            .boxed()
            .flatMap(race ->
                Stream.of("left", "right")
                    .map(side -> CompletableFuture.supplyAsync(() -> claim(side, race))))
            .toList();
    applied.forEach(CompletableFuture::join);

    for (int race = 0; race < RACES; race++) {
      int number = race;
      await()
          .atMost(Tenant.PATIENCE)
          .untilAsserted(() -> assertThat(owners(number)).as("race " + number).hasSize(1));
      String loser = owners(number).contains("left-" + race) ? "right-" + race : "left-" + race;
      if (tenant.client(loser).get() != null) {
        tenant.awaitCondition(
            loser,
            "Accepted",
            accepted -> {
              assertThat(accepted.status()).isEqualTo(Condition.Status.False);
              assertThat(accepted.message()).contains("belongs to AuthClient");
            });
      }
      assertThat(owners(number)).as("race " + number).hasSize(1);
    }
  }

  private static CommandResult claim(String side, int race) {
    return tenant.applyClient(
        side + "-" + race,
        "clientId: shared-%d, redirectUris: [\"https://%s.example.com/callback\"]"
            .formatted(race, side));
  }

  private static List<String> owners(int race) {
    return Stream.of("left-" + race, "right-" + race)
        .filter(name ->
            tenant
                .condition(name, "Ready")
                .filter(ready -> ready.status() == Condition.Status.True)
                .isPresent())
        .toList();
  }
}
