package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.mapping.ManifestIndex;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each value of a review replaced by each JSON type: an answer that is well formed, or a
 * MalformedReview; nothing else.
 */
class EveryTypeInEveryFieldTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> VALUES =
      List.of("null", "true", "-1.5", "\"\\u0000x\"", "[]", "[[1]]", "{}", "{\"a\":{}}");
  private static final String SERVER =
      """
      metadata: {name: server, namespace: security}
      spec:
        issuerUrl: "https://auth.example.com/realms/production"
        policySelector: {matchLabels: {a: b}}
        keycloak: {url: "https://auth.example.com", realm: production}
        allowedNamespaces: {from: Selector, selector: {matchExpressions: [{key: a, operator: In, values: [b]}]}}
      """;
  private static final String STORE =
      """
      metadata: {name: store, namespace: security}
      spec:
        type: ldap
        ldap:
          server: "ldaps://ldap.example.com"
          bindDN: "cn=admin,dc=example"
          bindPasswordSecretRef: {name: bind, key: password}
          userSearch: {baseDN: "ou=users,dc=example", filter: "(uid=*)", usernameAttribute: uid}
          groupSearch: {baseDN: "ou=groups,dc=example", filter: "(cn=*)", nameAttribute: cn}
      """;
  private static final String POLICY =
      """
      metadata: {name: web, namespace: security, labels: {a: b}}
      spec:
        clientSelector: {matchLabels: {a: b}, matchExpressions: [{key: a, operator: In, values: [b]}]}
        namespaceSelector: {matchLabels: {}}
        token: {accessTokenTTL: 15m, refreshTokenTTL: 1h, idTokenTTL: 15m}
        allowedGrantTypes: [authorization_code]
        enforcePKCE: true
        allowedScopes: [openid]
        clientAuthentication: {method: client_secret_basic, secretRotation: {enabled: true, schedule: "0 0 * * *"}}
        redirectUris: {allowedSchemes: [https], allowedHosts: ["*.example.com"], allowLoopback: true, allowWildcards: false}
        enforcement: Warn
        existingClients: Restrict
      """;
  private static final String CLIENT =
      """
      metadata: {name: app, namespace: team, labels: {a: b}, annotations: {c: d}}
      spec:
        displayName: App
        authServerRef: {name: server, namespace: security}
        clientId: team.app
        redirectUris: ["https://app.example.com/cb"]
        postLogoutRedirectUris: ["https://app.example.com/bye"]
        webOrigins: ["+"]
        grantTypes: [authorization_code]
        scopes: [openid]
        tokenEndpointAuthMethod: private_key_jwt
        jwks: {keys: []}
        secretName: s
        deletionPolicy: Delete
      """;

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

  /** With what the reviews refer to. */
  static void fill(ManifestIndex cluster) {
    cluster.putNamespace("team", Map.of());
    cluster.put(Manifests.read(Reviews.yaml(SERVER), AuthServer.class));
    cluster.put(Manifests.read(Reviews.yaml(POLICY), AuthPolicy.class));
  }

  @ParameterizedTest
  @MethodSource("reviews")
  void review_withAnyTypeAnywhere_isAnsweredInForm(ObjectNode review) throws Exception {
    var cluster = new ManifestIndex();
    fill(cluster);
    var routers =
        List.of(AdmissionRouter.validating(cluster, cluster::client), AdmissionRouter.mutating());

    int answered = 0;
    for (JsonPointer place : places(review, JsonPointer.empty())) {
      for (String value : VALUES) {
        JsonNode changed = replaced(review, place, JSON.readTree(value));
        for (AdmissionRouter router : routers) {
          answered += isAnswered(router, changed) ? 1 : 0;
        }
      }
    }
    assertThat(answered).isGreaterThan(100);
  }

  private static boolean isAnswered(AdmissionRouter router, JsonNode review) {
    try {
      JsonNode answer = router.answer(review);
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

  private static List<JsonPointer> places(JsonNode node, JsonPointer here) {
    List<JsonPointer> places = new ArrayList<>();
    places.add(here);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      places.addAll(places(entry.getValue(), here.appendProperty(entry.getKey())));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.addAll(places(node.get(i), here.appendIndex(i)));
    }
    return places;
  }

  private static JsonNode replaced(JsonNode review, JsonPointer place, JsonNode value) {
    JsonNode copy = review.deepCopy();
    if (place.matches()) {
      return value;
    }
    JsonNode parent = copy.at(place.head());
    JsonPointer last = place.last();
    if (parent instanceof ArrayNode list) {
      list.set(last.getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(last.getMatchingProperty(), value);
    }
    return copy;
  }
}
