package io.nauthera.webhook.cli.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nauthera.api.impact.ClientChange;
import io.nauthera.api.impact.ClientChange.Transition;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.webhook.admission.Reviews;
import io.nauthera.webhook.cli.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImpactTest {
  private static final Path DIRECTORY = Golden.DIRECTORY.resolve("impact");

  private static ManifestIndex side(String name) throws IOException {
    return Reviews.cluster(DIRECTORY.resolve(name + ".yaml"));
  }

  private static Impact impact() throws IOException {
    return Impact.of(side("before"), side("after"));
  }

  @Test
  void impact_asText_asExpected() throws IOException {
    Golden.assertSaid(impact().text(), DIRECTORY.resolve("impact.expected.txt"));
  }

  @Test
  void impact_asJson_asExpected() throws IOException {
    Golden.assertSaid(impact().json(), DIRECTORY.resolve("impact.expected.json"));
  }

  static Stream<Arguments> turns() {
    return Stream.of(
        argumentSet(
            "policySelectsItNoMore_ungoverned", "team-a/phone", Set.of(Transition.UNGOVERNED)),
        argumentSet("policySelectsItNow_governed", "team-b/batch", Set.of(Transition.GOVERNED)),
        argumentSet("serverNarrowed_shutOut", "team-b/wiki", Set.of(Transition.NOT_ADMITTED)),
        argumentSet(
            "onlyAfter_added", "team-a/young", Set.of(Transition.ADDED, Transition.GOVERNED)),
        argumentSet(
            "onlyBefore_removed", "team-b/old", Set.of(Transition.REMOVED, Transition.UNGOVERNED)),
        argumentSet("serverMissingTwice_nothing", "team-b/lost", Set.of()),
        argumentSet("otherPolicyToo_nothing", "team-b/blog", Set.of()));
  }

  @ParameterizedTest
  @MethodSource("turns")
  void client_whenPoliciesChange_takesTurns(String client, Set<Transition> turns)
      throws IOException {
    assertThat(of(client).transitions()).isEqualTo(turns);
  }

  private static ClientChange of(String client) throws IOException {
    return impact().clients().stream()
        .filter(change -> change.client().toString().equals(client))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anyone_violatingMoreThanBefore_isTold() throws IOException {
    assertThat(impact().hasNewViolations()).isTrue();
    assertThat(of("team-a/shop").newViolations())
        .extracting(violation -> violation.field().toString())
        .containsExactly("spec.scopes[2]");
    assertThat(Impact.of(side("after"), side("after")).hasNewViolations()).isFalse();
  }

  @Test
  void server_thatAppears_isTold() throws IOException {
    ManifestIndex after = side("before");
    after.put(
        ResourceReader.read(
            Reviews.yaml("{metadata: {name: nowhere, namespace: security}, spec: {issuerUrl: x}}"),
            AuthServer.class));
    ClientChange lost =
        Impact.of(side("before"), after).changed().stream()
            .filter(change -> change.client().equals(new ClientName("team-b", "lost")))
            .findFirst()
            .orElseThrow();
    assertThat(lost.transitions()).containsExactly(Transition.SERVER_ADDED, Transition.GOVERNED);
  }

  @Test
  void same_onBothSides_saysThatNothingChanges() throws IOException {
    var none = new ManifestIndex();
    assertThat(Impact.of(none, none).text()).isEqualTo("nothing changes: 0 AuthClients\n");
  }
}
