package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.mapping.ManifestIndex;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A review in, a response out. */
class AdmissionTest {
  private static final String SERVER =
      """
      metadata: {name: production-server, namespace: security}
      spec: {issuerUrl: "https://auth.example.com/realms/production"}
      """;
  private static final String POLICY =
      """
      metadata: {name: web, namespace: security}
      spec: {token: {accessTokenTTL: 15m}, allowedScopes: [openid, profile]%s}
      """;
  private static final String CLIENT =
      """
      metadata: {name: app, namespace: team, labels: {team: a}%s}
      spec:
        authServerRef: {name: production-server, namespace: security}
        redirectUris: ["%s"]
        scopes: [%s]
      """;
  private static final String GOOD_URI = "https://app.example.com/cb";

  private final ManifestIndex cluster = new ManifestIndex();
  private final AdmissionRouter validating = AdmissionRouter.validating(cluster, cluster::client);

  @BeforeEach
  void serverAndPolicy() {
    cluster.putNamespace("team", Map.of());
    cluster.put(ResourceReader.read(Reviews.yaml(SERVER), AuthServer.class));
    cluster.put(ResourceReader.read(Reviews.yaml(POLICY.formatted("")), AuthPolicy.class));
  }

  private static String client(String uri, String scopes) {
    return CLIENT.formatted("", uri, scopes);
  }

  private JsonNode answer(ObjectNode review) throws MalformedReview {
    return validating.answer(review).path("response");
  }

  private static List<String> warnings(JsonNode response) {
    return StreamSupport.stream(response.path("warnings").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void client_compliant_isAllowedWithoutAWord() throws Exception {
    JsonNode response = answer(Reviews.create("authclients", client(GOOD_URI, "openid")));

    assertThat(response.toString()).isEqualTo("{\"uid\":\"uid-1\",\"allowed\":true}");
  }

  @Test
  void client_severalViolations_areAllCausesAndAllInTheMessage() throws Exception {
    JsonNode response =
        answer(
            Reviews.create(
                "authclients", client("http://app.example.com/cb", "openid, \"admin:all\"")));

    assertThat(response.path("allowed").asBoolean()).isFalse();
    JsonNode status = response.path("status");
    assertThat(status.path("code").asInt()).isEqualTo(422);
    assertThat(status.path("reason").asText()).isEqualTo("Invalid");
    assertThat(status.at("/details/causes")).hasSize(2);
    assertThat(status.at("/details/causes/0/field").asText()).isEqualTo("spec.redirectUris[0]");
    assertThat(status.at("/details/causes/1/field").asText()).isEqualTo("spec.scopes[1]");
    assertThat(status.path("message").asText())
        .isEqualTo(
            """
            AuthClient.auth.nauthera.io "app" is invalid:
            * spec.redirectUris[0]: "http://app.example.com/cb" uses scheme http, which is not allowed by default; allowed: https
            * spec.scopes[1]: scope "admin:all" is not allowed by AuthPolicy security/web; allowed: openid, profile\
            """);
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
  void client_withNullWhereTheSchemaHasNone_isRefusedByItsField(String place, String field)
      throws Exception {
    ObjectNode review = Reviews.create("authclients", client(GOOD_URI, "openid"));
    JsonPointer at = JsonPointer.compile("/request/object" + place);
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
  void policy_withoutWhatTheSchemaRequires_isRefusedByItsField() throws Exception {
    String requirement = ", clientSelector: {matchExpressions: [{key: a}]}";

    JsonNode status =
        answer(Reviews.create("authpolicies", POLICY.formatted(requirement))).path("status");

    assertThat(status.path("code").asInt()).isEqualTo(422);
    assertThat(status.at("/details/causes/0/field").asText())
        .isEqualTo("spec.clientSelector.matchExpressions[0].operator");
  }

  @Test
  void update_oldViolationKept_isAWarning_newOneIsRefused() throws Exception {
    String old = client(GOOD_URI, "openid, email");

    JsonNode kept =
        answer(Reviews.update("authclients", client(GOOD_URI + "2", "email, openid"), old));
    JsonNode added =
        answer(Reviews.update("authclients", client(GOOD_URI, "openid, email, address"), old));

    assertThat(kept.path("allowed").asBoolean()).isTrue();
    assertThat(warnings(kept)).singleElement().asString().contains("\"email\"");
    assertThat(added.path("allowed").asBoolean()).isFalse();
    assertThat(added.at("/status/details/causes")).hasSize(1);
    assertThat(added.at("/status/details/causes/0/message").asText()).contains("\"address\"");
  }

  @Test
  void update_ofMetadataOrWhileTerminating_passesEvenWhenViolating() throws Exception {
    String violating = client(GOOD_URI, "admin");
    String annotated = CLIENT.formatted(", annotations: {a: b}", GOOD_URI, "admin");
    String terminating =
        CLIENT.formatted(", deletionTimestamp: \"2026-01-01T00:00:00Z\"", GOOD_URI, "admin, worse");

    assertThat(answer(Reviews.update("authclients", annotated, violating)).toString())
        .doesNotContain("warnings");
    assertThat(
            answer(Reviews.update("authclients", terminating, violating))
                .path("allowed")
                .asBoolean())
        .isTrue();
  }

  @Test
  void client_withoutServerOrPolicy_isLetInWithAWarning() throws Exception {
    cluster.remove(ResourceReader.read(Reviews.yaml(POLICY.formatted("")), AuthPolicy.class));
    JsonNode ungoverned = answer(Reviews.create("authclients", client(GOOD_URI, "admin")));
    cluster.remove(ResourceReader.read(Reviews.yaml(SERVER), AuthServer.class));
    JsonNode dangling = answer(Reviews.create("authclients", client(GOOD_URI, "admin")));

    assertThat(ungoverned.path("allowed").asBoolean()).isTrue();
    assertThat(warnings(ungoverned))
        .singleElement()
        .asString()
        .contains("no AuthPolicy governs this client");
    assertThat(dangling.path("allowed").asBoolean()).isTrue();
    assertThat(warnings(dangling))
        .singleElement()
        .asString()
        .contains("AuthServer security/production-server");
  }

  @Test
  void client_underAPolicyThatCannotBeRead_isDenied() throws Exception {
    String unreadable =
        POLICY
            .formatted(", allowedGrantTypes: [from_the_future]")
            .replace("name: web", "name: odd");
    cluster.put(ResourceReader.read(Reviews.yaml(unreadable), AuthPolicy.class));

    JsonNode response = answer(Reviews.create("authclients", client(GOOD_URI, "openid")));

    assertThat(response.path("allowed").asBoolean()).isFalse();
    assertThat(response.at("/status/code").asInt()).isEqualTo(500);
    assertThat(response.toString()).doesNotContain("Exception").contains("uid-1");
  }

  @Test
  void policy_tightened_answersWithItsImpact() throws Exception {
    cluster.put(
        ResourceReader.read(Reviews.yaml(client(GOOD_URI, "openid, profile")), AuthClient.class));
    cluster.put(
        ResourceReader.read(
            Reviews.yaml(client(GOOD_URI, "openid").replace("name: app", "name: other")),
            AuthClient.class));
    String tightened =
        POLICY.formatted("").replace("[openid, profile]", "[openid]").replace("15m", "5m");

    JsonNode response = answer(Reviews.update("authpolicies", tightened, POLICY.formatted("")));

    assertThat(response.path("allowed").asBoolean()).isTrue();
    assertThat(warnings(response))
        .containsExactly(
            "1 of 2 governed AuthClients would violate this: team/app (scopes)",
            "2 AuthClients: access token 15m → 5m");
  }

  @Test
  void policy_deleted_namesTheClientsThatNobodyGovernsAnyMore() throws Exception {
    cluster.put(ResourceReader.read(Reviews.yaml(client(GOOD_URI, "openid")), AuthClient.class));

    JsonNode response = answer(Reviews.delete("authpolicies", POLICY.formatted("")));

    assertThat(warnings(response))
        .containsExactly("1 AuthClient would no longer be governed by any AuthPolicy: team/app");
  }

  @Test
  void server_inUse_isKeptNamingItsClients() throws Exception {
    JsonNode unused = answer(Reviews.delete("authservers", SERVER));
    cluster.put(ResourceReader.read(Reviews.yaml(client(GOOD_URI, "openid")), AuthClient.class));
    JsonNode used = answer(Reviews.delete("authservers", SERVER));

    assertThat(unused.path("allowed").asBoolean()).isTrue();
    assertThat(used.path("allowed").asBoolean()).isFalse();
    assertThat(used.at("/status/code").asInt()).isEqualTo(409);
    assertThat(used.at("/status/message").asText())
        .isEqualTo(
            "AuthServer security/production-server is in use, and these AuthClients must be deleted first: team/app");
  }

  @Test
  void review_ofSomethingElse_isRefused() throws Exception {
    JsonNode response = answer(Reviews.create("secrets", "metadata: {name: x}"));

    assertThat(response.path("allowed").asBoolean()).isFalse();
    assertThat(response.at("/status/message").asText())
        .contains("auth.nauthera.io/v1alpha1/secrets");
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

  @Test
  void warnings_tooMany_areCutToWhatTheApiServerPassesOn() {
    List<String> many =
        IntStream.range(0, 100).mapToObj(i -> i + "\n" + "x".repeat(300) + "\u0085").toList();

    List<String> fitting = WarningLines.fit(many);

    assertThat(fitting).allSatisfy(w -> assertThat(w.length()).isLessThanOrEqualTo(120));
    assertThat(fitting.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(4096);
    assertThat(fitting.getLast()).contains("more warnings");
  }

  @Test
  void warnings_withTheSameEnd_areAllTold() {
    String end = "y".repeat(20) + " z".repeat(20);
    List<String> warnings =
        IntStream.range(0, 15).mapToObj(i -> i + " " + "x".repeat(100) + " " + end).toList();

    List<String> fitting = WarningLines.fit(warnings);

    assertThat(fitting).doesNotHaveDuplicates().hasSize(30);
    assertThat(fitting).allSatisfy(w -> assertThat(w.length()).isLessThanOrEqualTo(120));
    assertThat(String.join("", fitting).replaceAll("… +", " "))
        .isEqualTo(String.join("", warnings));
  }
}
