package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** What is true for the answer to every review. */
final class AdmissionInvariants {
  /** Governs {@link #STRICT_CLIENT}, and no client of the other reviews. */
  static final List<String> STRICT_CLUSTER =
      List.of(
          """
          kind: AuthServer
          metadata: {name: strict-server, namespace: security}
          spec:
            issuerUrl: "https://auth.example.com/realms/strict"
            policySelector: {matchLabels: {strict: "yes"}}
          """,
          """
          kind: AuthPolicy
          metadata: {name: strict, namespace: security, labels: {strict: "yes"}}
          spec:
            allowedGrantTypes: [authorization_code, refresh_token]
            allowedScopes: [openid, profile]
            redirectUris:
              allowedSchemes: [https]
              allowedHosts: [app.example.com, "*.team.example.com"]
              allowLoopback: false
              allowWildcards: false
          """);

  static final String STRICT_CLIENT =
      """
      metadata: {name: app, namespace: my-app-dev}
      spec:
        authServerRef: {name: strict-server, namespace: security}
        redirectUris: ["https://app.example.com/cb"]
        grantTypes: [authorization_code]
        scopes: [openid]
      """;

  private static final Pattern ALLOWED_HOST =
      Pattern.compile("app\\.example\\.com|[^.]+\\.team\\.example\\.com");
  private static final Set<String> ALLOWED_SCOPES = Set.of("openid", "profile");
  private static final Set<String> ALLOWED_GRANTS = Set.of("authorization_code", "refresh_token");
  private static final Set<String> RESOURCES =
      Set.of("authclients", "authpolicies", "authservers", "userstores");
  private static final Pattern INTERNALS =
      Pattern.compile(
          "Exception|\tat |\\b(java|jdk|io\\.nauthera|io\\.fabric8|com\\.fasterxml)\\.");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AdmissionRouter validating;
  private final AdmissionRouter mutating = AdmissionRouter.mutating();

  AdmissionInvariants(AdmissionRouter validating) {
    this.validating = validating;
  }

  /** Whether the review was allowed; fails where an invariant does not hold. */
  boolean check(JsonNode review) throws IOException {
    checkMutation(review);
    JsonNode response = response(validating, review);
    assertThat(response.has("patch")).isFalse();
    boolean isAllowed = response.path("allowed").asBoolean();
    if (isAllowed) {
      mayBeAllowed(review);
    }
    return isAllowed;
  }

  private void checkMutation(JsonNode review) throws IOException {
    JsonNode response = response(mutating, review);
    if (!response.has("patch")) {
      return;
    }
    mayBeAllowed(review.deepCopy(), Set.of("authclients"));
    assertThat(response.path("patchType").asText()).isEqualTo("JSONPatch");
    JsonNode patch = JSON.readTree(Base64.getDecoder().decode(response.path("patch").asText()));
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(patch.toString() + review)) {
      return; // No API server sends half of a surrogate pair, and UTF-8 cannot encode it.
    }
    ObjectNode again = review.deepCopy();
    ((ObjectNode) again.path("request"))
        .set("object", JsonPatch.apply(patch, review.at("/request/object")));
    assertThat(response(mutating, again).has("patch"))
        .as("a second run of the mutation changes nothing")
        .isFalse();
  }

  /** An empty object if the review is malformed. */
  private static JsonNode response(AdmissionRouter router, JsonNode review) throws IOException {
    JsonNode before = review.deepCopy();
    ObjectNode answer;
    try {
      answer = router.answer(review, Deadline.NONE);
      assertThat(JSON.writeValueAsBytes(router.answer(review, Deadline.NONE)))
          .as("the second answer to the same review")
          .isEqualTo(JSON.writeValueAsBytes(answer));
    } catch (MalformedReview e) {
      assertThat(e.getMessage()).isNotEmpty().doesNotContainPattern(INTERNALS);
      return JSON.createObjectNode();
    }
    assertThat(review).isEqualTo(before);
    assertThat(answer.path("kind").asText()).isEqualTo("AdmissionReview");
    assertThat(answer.path("apiVersion").asText()).isEqualTo("admission.k8s.io/v1");
    JsonNode response = answer.path("response");
    assertThat(response.path("uid")).isEqualTo(review.at("/request/uid"));
    assertThat(response.path("allowed").isBoolean()).isTrue();
    if (!response.path("allowed").asBoolean()) {
      hasReason(response.path("status"));
    }
    hasValidWarnings(response.path("warnings"));
    return response;
  }

  private static void hasReason(JsonNode status) {
    String message = status.path("message").asText();
    assertThat(status.path("code").asInt()).isBetween(400, 499);
    assertThat(status.path("reason").asText()).isNotEmpty();
    assertThat(message).isNotEmpty().doesNotContainPattern(INTERNALS);
    JsonNode causes = status.at("/details/causes");
    assertThat(causes.isEmpty()).isEqualTo(status.path("code").asInt() != 422);
    for (JsonNode cause : causes) {
      assertThat(cause.path("field").asText()).isNotEmpty();
      assertThat(cause.path("message").asText()).isNotEmpty();
      assertThat(message)
          .contains(cause.path("field").asText() + ": " + cause.path("message").asText());
    }
  }

  private static void hasValidWarnings(JsonNode warnings) {
    int together = 0;
    for (JsonNode warning : warnings) {
      assertThat(warning.asText())
          .isNotEmpty()
          .hasSizeLessThanOrEqualTo(120)
          .doesNotContainPattern("\\p{Cc}");
      together += warning.asText().length();
    }
    assertThat(together).isLessThanOrEqualTo(4096);
  }

  private static void mayBeAllowed(JsonNode review) {
    mayBeAllowed(review, RESOURCES);
    JsonNode client = review.at("/request/object");
    if (review.at("/request/resource/resource").asText().equals("authclients")
        && review.at("/request/operation").asText().equals("CREATE")
        && client.at("/metadata/namespace").asText().equals("my-app-dev")
        && client.at("/spec/authServerRef/name").asText().equals("strict-server")
        && client.at("/spec/authServerRef/namespace").asText().equals("security")) {
      JsonNode spec = client.path("spec");
      spec.path("redirectUris").forEach(uri -> mayBeAllowed(uri.asText()));
      spec.path("postLogoutRedirectUris").forEach(uri -> mayBeAllowed(uri.asText()));
      spec.path("scopes").forEach(scope -> assertThat(scope.asText()).isIn(ALLOWED_SCOPES));
      spec.path("grantTypes").forEach(grant -> assertThat(grant.asText()).isIn(ALLOWED_GRANTS));
    }
  }

  private static void mayBeAllowed(JsonNode review, Set<String> resources) {
    assertThat(review.path("kind").textValue()).isEqualTo("AdmissionReview");
    assertThat(review.path("apiVersion").textValue()).isEqualTo("admission.k8s.io/v1");
    assertThat(review.at("/request/uid").textValue()).isNotEmpty().doesNotContain(" ", "\n");
    assertThat(review.at("/request/operation").textValue()).isIn("CREATE", "UPDATE", "DELETE");
    JsonNode resource = review.at("/request/resource");
    assertThat(resource.path("group").textValue()).isEqualTo("auth.nauthera.io");
    assertThat(resource.path("version").textValue()).isEqualTo("v1alpha1");
    assertThat(resource.path("resource").textValue()).isIn(resources);
  }

  /** Parses the URI a second time, as browsers do (WHATWG URL). */
  private static void mayBeAllowed(String redirectUri) {
    HttpUrl url = HttpUrl.parse(redirectUri);
    if (url == null) {
      // OkHttp rejects labels that are not valid punycode; no such host exists.
      assertThat(redirectUri).containsIgnoringCase("xn--");
      return;
    }
    assertThat(url.scheme()).isEqualTo("https");
    assertThat(url.username() + url.password()).isEmpty();
    assertThat(url.fragment()).isNull();
    assertThat(url.host()).as(redirectUri).matches(ALLOWED_HOST);
    assertThat(redirectUri).matches("[!-~]+").doesNotContain("*", "\\");
    String afterHost = redirectUri.replaceFirst("^[^/]*//[^/?]*", "");
    assertThat(afterHost.startsWith("/") ? afterHost : "/" + afterHost)
        .as("a browser does not change the path: " + redirectUri)
        .startsWith(url.encodedPath());
  }
}
