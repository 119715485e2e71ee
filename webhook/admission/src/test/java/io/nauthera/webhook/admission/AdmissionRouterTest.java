package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.v1alpha1.AuthPolicy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reviews that are malformed, that bypassed the schema, or that cannot be decided. */
class AdmissionRouterTest {
  private final ManifestIndex cluster = new ManifestIndex();
  private final AdmissionRouter validating =
      AdmissionRouter.validating(cluster, cluster::client, LoopbackHttp.REFUSED);

  private JsonNode answer(ObjectNode review) throws MalformedReview {
    return validating.answer(review, Deadline.NONE).path("response");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/metadata/name | metadata.name",
        "/metadata/namespace | metadata.namespace",
        "/spec/authServerRef | spec.authServerRef",
        "/spec/authServerRef/name | spec.authServerRef.name",
        "/spec/redirectUris/0 | spec.redirectUris[0]",
        "/spec | spec",
        "/metadata | metadata.name"
      })
  void client_withNullThatTheSchemaForbids_isRefusedByItsField(String pointer, String field)
      throws Exception {
    ObjectNode review = Reviews.create("authclients", FullManifests.CLIENT);
    JsonPointer at = JsonPointer.compile("/request/object" + pointer);
    JsonNode parent = review.at(at.head());
    if (parent instanceof ArrayNode list) {
      list.set(at.last().getMatchingIndex(), list.nullNode());
    } else {
      ((ObjectNode) parent).putNull(at.last().getMatchingProperty());
    }

    JsonNode status = answer(review).path("status");

    assertThat(status.path("code").asInt()).isEqualTo(422);
    assertThat(status.at("/details/causes/0/field").asText()).isEqualTo(field);
    assertThat(status.at("/details/causes/0/message").asText()).isEqualTo("is missing");
  }

  @Test
  void policy_withoutAFieldThatTheSchemaRequires_isRefusedByItsField() throws Exception {
    JsonNode status =
        answer(
                Reviews.create(
                    "authpolicies",
                    """
                    metadata: {name: web, namespace: security}
                    spec: {clientSelector: {matchExpressions: [{key: a}]}}
                    """))
            .path("status");

    assertThat(status.path("code").asInt()).isEqualTo(422);
    assertThat(status.at("/details/causes/0/field").asText())
        .isEqualTo("spec.clientSelector.matchExpressions[0].operator");
  }

  @Test
  void client_underAPolicyThatCannotBeRead_isDenied() throws Exception {
    EveryTypeInEveryFieldTest.fill(cluster);
    cluster.put(
        ResourceReader.read(
            Reviews.yaml(
                """
                metadata: {name: unreadable, namespace: security, labels: {a: b}}
                spec: {allowedGrantTypes: [from_the_future]}
                """),
            AuthPolicy.class));

    JsonNode response = answer(Reviews.create("authclients", FullManifests.CLIENT));

    assertThat(response.path("allowed").asBoolean()).isFalse();
    assertThat(response.at("/status/code").asInt()).isEqualTo(403);
    assertThat(response.at("/status/message").asText())
        .startsWith("AuthPolicy security/unreadable cannot be read: \"from_the_future\" is not a ")
        .endsWith(
            ". Requests that depend on it are denied until it can be read: update all of Nauthera to one version, or correct it");
  }

  /** What the pod knows can lack a prohibition. */
  @Test
  void everyRequest_duringAnOutage_isDenied() throws Exception {
    EveryTypeInEveryFieldTest.fill(cluster);
    var outage = new AtomicReference<>(Optional.of("it has not been able to watch X for 2m"));
    var router = validating.denyingDuring(outage::get);
    ObjectNode review = Reviews.create("authclients", FullManifests.CLIENT);

    JsonNode denied = router.answer(review, Deadline.NONE).path("response");
    assertThat(denied.path("allowed").asBoolean()).isFalse();
    assertThat(denied.at("/status/code").asInt()).isEqualTo(503);
    assertThat(denied.at("/status/message").asText())
        .isEqualTo(
            "this pod of the Nauthera webhook denies every request, because what it knows can be out of date: it has not been able to watch X for 2m. Try again; the log of the pod says why");

    outage.set(Optional.empty());
    assertThat(router.answer(review, Deadline.NONE).at("/response/allowed").asBoolean()).isTrue();
  }

  @Test
  void cause_ofAViolation_saysWhetherTheValueIsInvalidOrForbidden() throws Exception {
    EveryTypeInEveryFieldTest.fill(cluster);
    JsonNode causes =
        answer(
                Reviews.create(
                    "authclients",
                    """
                    metadata: {name: app, namespace: team, labels: {a: b}}
                    spec:
                      authServerRef: {name: server, namespace: security}
                      redirectUris: ["https:x"]
                      scopes: ["admin:all"]
                    """))
            .at("/status/details/causes");

    assertThat(causes)
        .extracting(cause -> cause.path("field").asText() + " " + cause.path("reason").asText())
        .contains("spec.redirectUris[0] FieldValueInvalid", "spec.scopes[0] FieldValueForbidden");
  }

  @Test
  void review_malformed_saysWhatIsWrong() {
    ObjectNode kind = Reviews.create("authclients", "{}").put("kind", "Pod");
    ObjectNode version =
        Reviews.create("authclients", "{}").put("apiVersion", "admission.k8s.io/v1beta1");
    ObjectNode uid = Reviews.create("authclients", "{}");
    ((ObjectNode) uid.get("request")).remove("uid");

    assertThatThrownBy(() -> answer(kind))
        .isInstanceOf(MalformedReview.class)
        .hasMessageContaining("kind");
    assertThatThrownBy(() -> answer(version))
        .isInstanceOf(MalformedReview.class)
        .hasMessageContaining("admission.k8s.io/v1");
    assertThatThrownBy(() -> answer(uid))
        .isInstanceOf(MalformedReview.class)
        .hasMessageContaining("uid");
  }
}
