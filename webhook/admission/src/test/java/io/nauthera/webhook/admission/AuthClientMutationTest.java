package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mutation sets unset fields, and a second run changes nothing. */
class AuthClientMutationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MINIMAL =
      """
      metadata: {name: app, namespace: team}
      spec: {authServerRef: {name: server}}
      """;

  private final AdmissionRouter mutating = AdmissionRouter.mutating();

  private JsonNode mutated(ObjectNode review) throws Exception {
    JsonNode response = mutating.answer(review, Deadline.NONE).path("response");
    assertThat(response.path("allowed").asBoolean()).isTrue();
    JsonNode object = review.at("/request/object");
    return response.has("patch")
        ? JsonPatch.apply(
            JSON.readTree(Base64.getDecoder().decode(response.path("patch").asText())), object)
        : object;
  }

  @Test
  void create_minimal_isCompletedAndASecondRunIsEmpty() throws Exception {
    JsonNode completed = mutated(Reviews.create("authclients", MINIMAL));

    assertThat(completed.at("/spec/authServerRef/namespace").asText()).isEqualTo("team");
    assertThat(
            completed.path("metadata").path("labels").path("auth.nauthera.io/auth-server").asText())
        .isEqualTo("team.server");
    assertThat(
            completed
                .path("metadata")
                .path("annotations")
                .path("auth.nauthera.io/requested-by")
                .asText())
        .isEqualTo("dana");
    JsonNode again =
        mutating
            .answer(Reviews.create("authclients", completed.toString()), Deadline.NONE)
            .path("response");
    assertThat(again.has("patch")).isFalse();
    assertThat(again.has("patchType")).isFalse();
  }

  @Test
  void requester_forged_isCorrectedAtCreationAndKeptLater() throws Exception {
    String forged =
        MINIMAL.replace(
            "namespace: team",
            "namespace: team, annotations: {auth.nauthera.io/requested-by: boss, a: b}");
    JsonNode created = mutated(Reviews.create("authclients", forged));
    JsonNode kept = mutated(Reviews.update("authclients", forged, created.toString()));
    JsonNode dropped = mutated(Reviews.update("authclients", MINIMAL, created.toString()));

    for (JsonNode object : new JsonNode[] {created, kept, dropped}) {
      assertThat(
              object
                  .path("metadata")
                  .path("annotations")
                  .path("auth.nauthera.io/requested-by")
                  .asText())
          .isEqualTo("dana");
    }
    assertThat(kept.path("metadata").path("annotations").path("a").asText()).isEqualTo("b");
  }

  @Test
  void requester_notAString_isRemovedOnce() throws Exception {
    String stored =
        MINIMAL.replace(
            "namespace: team",
            "namespace: team, annotations: {auth.nauthera.io/requested-by: {a: b}, a: b}");

    JsonNode object =
        mutated(Reviews.update("authclients", stored.replace("{a: b}", "boss"), stored));

    assertThat(object.at("/metadata/annotations").toString()).isEqualTo("{\"a\":\"b\"}");
    assertThat(mutated(Reviews.update("authclients", object.toString(), stored))).isEqualTo(object);
  }

  @Test
  void server_alreadySet_isKept() throws Exception {
    String set = MINIMAL.replace("name: server", "name: server, namespace: security");

    JsonNode object = mutated(Reviews.create("authclients", set));

    assertThat(object.at("/spec/authServerRef/namespace").asText()).isEqualTo("security");
    assertThat(label(object)).isEqualTo("security.server");
  }

  /** authServerRef never changes, so adding the namespace would refuse every update for ever. */
  @Test
  void server_storedWithoutNamespace_staysWithout() throws Exception {
    JsonNode updated =
        mutated(
            Reviews.update(
                "authclients", MINIMAL.replace("team}", "team, finalizers: [a/b]}"), MINIMAL));

    assertThat(updated.at("/spec/authServerRef").has("namespace")).isFalse();
    assertThat(label(updated)).isEqualTo("team.server");
  }

  @Test
  void server_storedWithOwnNamespace_keepsIt() throws Exception {
    JsonNode stored = mutated(Reviews.create("authclients", MINIMAL));

    JsonNode applied = mutated(Reviews.update("authclients", MINIMAL, stored.toString()));

    assertThat(applied).isEqualTo(stored);
  }

  /** The rule of the CRD refuses it: another server is not meant silently. */
  @Test
  void server_storedWithOtherNamespace_isNotFilledIn() throws Exception {
    String stored = MINIMAL.replace("name: server", "name: server, namespace: security");

    JsonNode applied = mutated(Reviews.update("authclients", MINIMAL, stored));

    assertThat(applied.at("/spec/authServerRef").has("namespace")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mine", "''", "security.other"})
  void label_wrong_isCorrectedWithAWarningOnce(String label) throws Exception {
    String wrong =
        MINIMAL
            .replace("team}", "team, labels: {auth.nauthera.io/auth-server: %s}}")
            .formatted(label);

    JsonNode created = mutated(Reviews.create("authclients", wrong));
    JsonNode updated = mutated(Reviews.update("authclients", wrong, created.toString()));

    assertThat(label(created)).isEqualTo("team.server");
    assertThat(label(updated)).isEqualTo("team.server");
    assertThat(warnings(Reviews.create("authclients", wrong)))
        .contains("metadata.labels[auth.nauthera.io/auth-server]");
    assertThat(warnings(Reviews.create("authclients", created.toString()))).isEqualTo("[]");
  }

  @Test
  void label_ofServerThatIsNoLabelValue_isRemoved() throws Exception {
    String longName =
        MINIMAL
            .replace("team}", "team, labels: {auth.nauthera.io/auth-server: mine}}")
            .replace("name: server", "name: " + "s".repeat(64));

    assertThat(label(mutated(Reviews.create("authclients", longName)))).isEmpty();
  }

  @Test
  void requester_forged_isWarnedAbout() throws Exception {
    String forged =
        MINIMAL.replace("team}", "team, annotations: {auth.nauthera.io/requested-by: boss}}");

    assertThat(warnings(Reviews.create("authclients", forged)))
        .contains("\\\"boss\\\" is replaced because Nauthera sets this annotation");
    assertThat(warnings(Reviews.update("authclients", MINIMAL, forged))).isEqualTo("[]");
  }

  /**
   * The chart sends a terminating object only if such an annotation, a label or the spec changes.
   */
  @Test
  void requester_forgedWhileTerminating_isRestored() throws Exception {
    String stored =
        MINIMAL.replace(
            "team}",
            "team, deletionTimestamp: '2026-01-01T00:00:00Z',"
                + " annotations: {auth.nauthera.io/requested-by: alice}}");

    JsonNode forged =
        mutated(Reviews.update("authclients", stored.replace("alice", "mallory"), stored));

    assertThat(forged.at("/metadata/annotations/auth.nauthera.io~1requested-by").asText())
        .isEqualTo("alice");
  }

  /** Neither way of setting defaults was in force, e.g. while one replaces the other. */
  @Test
  void requester_notRecorded_isDeniedBeforeAnythingElse() throws Exception {
    var cluster = new ManifestIndex();
    AdmissionRouter validating =
        AdmissionRouter.validating(cluster, cluster::client, LoopbackHttp.REFUSED)
            .requiringRequester();
    String completed = mutated(Reviews.create("authclients", MINIMAL)).toString();
    String forged = completed.replace("dana", "mallory");

    for (ObjectNode denied :
        List.of(
            Reviews.create("authclients", MINIMAL),
            Reviews.create("authclients", forged),
            Reviews.update("authclients", MINIMAL, completed),
            Reviews.update("authclients", forged, completed),
            Reviews.update("authclients", completed, MINIMAL))) {
      JsonNode status = validating.answer(denied, Deadline.NONE).at("/response/status");
      assertThat(status.path("code").asInt()).isEqualTo(503);
      assertThat(status.path("message").asText())
          .contains("auth.nauthera.io/requested-by", "try again");
    }
    for (ObjectNode allowed :
        List.of(
            Reviews.create("authclients", completed),
            Reviews.update("authclients", completed, completed),
            Reviews.update("authclients", MINIMAL, MINIMAL),
            Reviews.delete("authclients", completed))) {
      assertThat(validating.answer(allowed, Deadline.NONE).at("/response/status/code").asInt())
          .isNotEqualTo(503);
    }
  }

  private static String label(JsonNode object) {
    return object.path("metadata").path("labels").path("auth.nauthera.io/auth-server").asText();
  }

  private String warnings(ObjectNode review) throws Exception {
    return mutating.answer(review, Deadline.NONE).at("/response").withArray("warnings").toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "metadata: 1\nspec: 2",
        "metadata: {}\nspec: []",
        "metadata: {labels: 7, annotations: [], name: {}}\nspec: {authServerRef: x}",
        "metadata: {namespace: [], labels: null}\nspec: {authServerRef: {name: 5}}"
      })
  void object_ofAnotherShape_isLeftToTheSchema(String object) throws Exception {
    assertThat(mutated(Reviews.create("authclients", object))).isNotNull();
  }
}
