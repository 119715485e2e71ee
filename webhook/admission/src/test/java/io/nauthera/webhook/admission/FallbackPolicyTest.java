package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.policy.ServerProfile;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The policy of the chart for a webhook that does not answer never refuses what the engine allows.
 * {@code -Dfallback.seed=n -Dfallback.cases=1} repeats one case.
 */
class FallbackPolicyTest {
  private final FallbackPolicy policy;

  FallbackPolicyTest() throws IOException {
    policy = new FallbackPolicy();
  }

  @Test
  void policy_anyChange_refusesOnlyWhatTheEngineRefuses() throws MalformedReview {
    long seed = Long.getLong("fallback.seed", System.nanoTime());
    int cases = Integer.getInteger("fallback.cases", 8_000);
    Map<String, Integer> seen = new TreeMap<>(Map.of("refused", 0));
    for (int i = 0; i < cases; i++) {
      var change = RandomUriChange.of(new SplittableRandom(seed + i));
      List<String> mistakes = policy.mistakes(change.after(), change.before());
      if (mistakes.isEmpty()) {
        seen.merge(change.before() == null ? "created" : "updated", 1, Integer::sum);
      } else {
        assertThat(PermissiveCluster.answer(change.after(), change.before()).path("allowed"))
            .as("case %d: the policy says %s about %s", seed + i, mistakes, change)
            .hasToString("false");
        seen.merge("refused", 1, Integer::sum);
      }
    }
    if (cases > 1_000) {
      assertThat(seen).containsKeys("created", "updated");
      assertThat(seen.get("refused")).as(seen.toString()).isGreaterThan(cases / 10);
    }
  }

  private static ObjectNode clientWith(String list, String uri) {
    ObjectNode client = PermissiveCluster.client();
    ((ObjectNode) client.path("spec")).withArrayProperty(list).add(uri);
    return client;
  }

  private static ObjectNode clientWithId(String id) {
    ObjectNode client = PermissiveCluster.client();
    ((ObjectNode) client.path("spec")).put("clientId", id);
    return client;
  }

  /** The same words as the engine's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://user:word@app.example.com/ | contains user info: remove everything before the @",
        "https://app.example.com/#a | has a fragment (#…), which RFC 6749 section 3.1.2 forbids: remove it",
        "HTTPS://app.example.com/ | is not in the normal form that browsers send (it has capital letters in the scheme)",
        "https://App.example.com/ | is not in the normal form that browsers send (it has capital letters in the host)",
        "javascript:alert(1) | uses the scheme javascript, which is never allowed because it runs code or reads data in the browser: use https",
        "DATA:text/html | uses the scheme data, which is never allowed because it runs code or reads data in the browser: use https",
        "https://*.example.com/ | contains a * that is not the whole last path segment, which no policy can allow: list each URI in full",
        "https://* | contains a * that is not the whole last path segment, which no policy can allow: list each URI in full",
        "https://app.example.com/*/a | contains a * that is not the whole last path segment, which no policy can allow: list each URI in full",
        "https://app.example.com/?a=/* | contains a * that is not the whole last path segment, which no policy can allow: list each URI in full"
      })
  void uri_thatNoPolicyCanAllow_isRefusedInTheWordsOfTheEngine(String uri, String mistake)
      throws MalformedReview {
    for (String list : List.of("redirectUris", "postLogoutRedirectUris")) {
      ObjectNode client = clientWith(list, uri);

      assertThat(policy.mistakes(client, null))
          .singleElement()
          .asString()
          .startsWith("spec." + list + ": \"" + uri + "\" ")
          .contains(mistake);
      assertThat(PermissiveCluster.answer(client, null).at("/status/message").asText())
          .contains(mistake.replaceAll("[)]$", ""));
      assertThat(policy.mistakes(client, client)).as("stored before").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://*.example.com",
        "https://App.example.com",
        "https://user@app.example.com",
        "https://app.example.com/#a"
      })
  void origin_thatNoPolicyCanAllow_isRefusedInTheWordsOfTheEngine(String origin)
      throws MalformedReview {
    ObjectNode client = clientWith("webOrigins", origin);

    assertThat(policy.mistakes(client, null))
        .singleElement()
        .asString()
        .contains("is not a web origin: use ", "+ (the origins of the redirect URIs)");
    assertThat(PermissiveCluster.answer(client, null).at("/status/message").asText())
        .contains("is not a web origin: use ", "+ (the origins of the redirect URIs)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/a/*",
        "https://app.example.com/*",
        "com.example.app:/a/*",
        "com.example.app:a/*",
        "http://127.0.0.1:8080/callback",
        "http://[::1]/callback",
        "https://app.example.com/Path?Query=@"
      })
  void uri_thatAPolicyCanAllow_isNotRefused(String uri) throws MalformedReview {
    ObjectNode client = clientWith("redirectUris", uri);

    assertThat(policy.mistakes(client, null)).isEmpty();
    assertThat(PermissiveCluster.answer(client, null).path("allowed").asBoolean()).isTrue();
  }

  @Test
  void clientId_reserved_isRefusedInTheWordsOfTheEngine() throws MalformedReview {
    for (String reserved : ServerProfile.KEYCLOAK.reservedClientIds()) {
      assertIsReserved(reserved);
      assertIsReserved(reserved.toUpperCase(Locale.ROOT));
    }
    assertIsReserved("master" + ServerProfile.KEYCLOAK.reservedClientIdSuffix());
    for (String free : List.of("team.app", "team.my-realm", "another", "accounts")) {
      ObjectNode client = clientWithId(free);
      assertThat(policy.mistakes(client, null)).isEmpty();
      assertThat(PermissiveCluster.answer(client, null).path("allowed").asBoolean()).isTrue();
    }
  }

  private void assertIsReserved(String id) throws MalformedReview {
    ObjectNode client = clientWithId(id);
    String mistake =
        "\"%s\" is reserved by Keycloak: choose another id, or remove spec.clientId".formatted(id);
    assertThat(policy.mistakes(client, null)).containsExactly("spec.clientId: " + mistake);
    JsonNode answer = PermissiveCluster.answer(client, null);
    assertThat(answer.at("/status/message").asText()).contains("spec.clientId: " + mistake);
    assertThat(policy.mistakes(client, client)).as("stored before").isEmpty();
  }
}
