package io.nauthera.webhook.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.webhook.admission.Reviews;
import io.nauthera.webhook.cli.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {
  private static final Path DIRECTORY = Golden.DIRECTORY.resolve("explain");

  private static Explanation explanation(String namespace, String name, boolean allFields)
      throws IOException {
    ManifestIndex cluster = Reviews.cluster(DIRECTORY.resolve("cluster.yaml"));
    return Explanation.of(
        cluster, cluster.client(new ClientName(namespace, name)).orElseThrow(), allFields);
  }

  @ParameterizedTest
  @CsvSource({
    "team-a, shop, false, shop.expected",
    "team-a, shop, true, shop-all-fields.expected",
    "team-b, shop, false, server-missing.expected",
    "team-d, shop, false, not-admitted.expected"
  })
  void client_inTextAndJson_asExpected(
      String namespace, String name, boolean allFields, String expected) throws IOException {
    Explanation explanation = explanation(namespace, name, allFields);
    Golden.assertSaid(explanation.text(), DIRECTORY.resolve(expected + ".txt"));
    Golden.assertSaid(explanation.json(), DIRECTORY.resolve(expected + ".json"));
  }

  static Stream<Arguments> bystanders() {
    return Stream.of(
        argumentSet(
            "clientSelector_otherValueAndAbsent",
            "security/native",
            List.of(
                "clientSelector requires kind=native, but the client has kind=web",
                "clientSelector requires team exists, but the client has no label team (it has kind=web)")),
        argumentSet(
            "policyAndNamespaceSelector",
            "security/for-prod",
            List.of(
                "policySelector of AuthServer security/production requires env=production, but the policy has env=staging",
                "namespaceSelector requires stage notin (dev, test), but namespace team-a has stage=dev")),
        argumentSet(
            "noLabels",
            "security/unlabelled",
            List.of(
                "policySelector of AuthServer security/production requires env=production, but the policy has no label env (it has none)")),
        argumentSet(
            "clientsOwnNamespace",
            "team-a/ours",
            List.of("it is not in security, the namespace of AuthServer security/production")));
  }

  @ParameterizedTest
  @MethodSource("bystanders")
  void policy_thatDoesNotGovern_everyReason(String policy, List<String> reasons)
      throws IOException {
    assertThat(explanation("team-a", "shop", false).others)
        .filteredOn(bystander -> bystander.policy().equals(policy))
        .flatMap(NonGoverningPolicy::reasons)
        .extracting(Reason::sentence)
        .isEqualTo(reasons);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void text_ofHostileManifest_holdsNoControlCharacter(boolean allFields) throws IOException {
    Explanation explanation = explanation("team-a", "shop", allFields);
    assertThat(explanation.text().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
    assertThat(explanation.json().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "team-a/shpo | team-a/shop, team-b/shop, team-a/blog",
        "team-c/blog | team-a/blog, team-a/shop, team-b/shop"
      })
  void unknownClient_similarOnesAreNamed(String asked, String similar) {
    var there =
        List.of(
            new ClientName("team-b", "shop"),
            new ClientName("team-a", "blog"),
            new ClientName("other", "elsewhere"),
            new ClientName("team-a", "shop"));
    String[] name = asked.split("/", 2);
    assertThat(Explanation.unknown(new ClientName(name[0], name[1]), there))
        .isEqualTo("AuthClient " + asked + " does not exist; similar: " + similar);
  }

  @Test
  void unknownClient_amongNone_saysThereAreNone() {
    assertThat(Explanation.unknown(new ClientName("a", "b\u001b"), List.of()))
        .isEqualTo("AuthClient a/b\\u{1b} does not exist, and there are no others");
  }

  @ParameterizedTest
  @CsvSource({"shop, shop, 0", "shop, shpo, 2", "'', abc, 3", "kitten, sitting, 3"})
  void distance_countsEdits(String one, String other, int edits) {
    assertThat(Suggestions.distance(one, other)).isEqualTo(edits);
  }
}
