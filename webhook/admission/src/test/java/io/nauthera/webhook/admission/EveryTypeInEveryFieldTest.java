package io.nauthera.webhook.admission;

import static io.nauthera.webhook.admission.FullManifests.CLIENT;
import static io.nauthera.webhook.admission.FullManifests.POLICY;
import static io.nauthera.webhook.admission.FullManifests.SERVER;
import static io.nauthera.webhook.admission.FullManifests.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replaces each value of a review by each JSON type. The result is always a well-formed answer or a
 * MalformedReview.
 */
class EveryTypeInEveryFieldTest {
  private static final List<String> VALUES =
      List.of("null", "true", "-1.5", "\"\\u0000x\"", "[]", "[[1]]", "{}", "{\"a\":{}}");

  static Stream<ObjectNode> reviews() {
    return Stream.of(
        Reviews.create("authclients", CLIENT),
        Reviews.update(
            "authclients", CLIENT.replace("displayName: App", "displayName: Other"), CLIENT),
        Reviews.update("authpolicies", POLICY.replace("15m", "5m"), POLICY),
        Reviews.delete("authpolicies", POLICY),
        Reviews.create("authservers", SERVER),
        Reviews.update("authservers", SERVER.replace("In,", "NotIn,"), SERVER),
        Reviews.delete("authservers", SERVER),
        Reviews.create("userstores", STORE),
        Reviews.update("userstores", STORE.replace("ldaps", "ldap"), STORE));
  }

  /** Adds the namespace, server and policy of the reviews. */
  static void fill(ManifestIndex cluster) {
    cluster.putNamespace("team", Map.of("a", "b"));
    cluster.put(ResourceReader.read(Reviews.yaml(SERVER), AuthServer.class));
    cluster.put(ResourceReader.read(Reviews.yaml(POLICY), AuthPolicy.class));
  }

  @ParameterizedTest
  @MethodSource("reviews")
  void review_withAnyTypeAnywhere_getsAWellFormedAnswer(ObjectNode review) {
    var cluster = new ManifestIndex();
    fill(cluster);
    var routers =
        List.of(
            AdmissionRouter.validating(cluster, cluster::client, LoopbackHttp.REFUSED),
            AdmissionRouter.mutating());

    long answered =
        JsonPlace.replacedIn(review, VALUES)
            .mapToLong(
                changed -> routers.stream().filter(router -> isAnswered(router, changed)).count())
            .sum();
    assertThat(answered).isGreaterThan(100);
  }

  private static boolean isAnswered(AdmissionRouter router, JsonNode review) {
    try {
      JsonNode answer = router.answer(review, Deadline.NONE);
      assertThat(answer.path("kind").asText()).isEqualTo("AdmissionReview");
      assertThat(answer.at("/response/uid").asText()).isNotEmpty();
      assertThat(answer.at("/response/allowed").isBoolean()).isTrue();
      assertThat(answer.toString()).doesNotContain("Exception", "\tat ");
      return true;
    } catch (MalformedReview e) {
      assertThat(e).hasMessageNotContaining("Exception");
      return false;
    }
  }
}
