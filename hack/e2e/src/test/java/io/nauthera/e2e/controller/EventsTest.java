package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.e2e.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events of the controller, where users look for them. */
class EventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static final String SENTENCE =
      "the client is registered and its credentials are in the Secret";
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("events", "{enforcePKCE: true}");
  }

  private static String kubectl(String... arguments) {
    return tenant.sandbox.kubectl(arguments).orThrow().stdout();
  }

  /** The Events of a client, as {@code kubectl get events} selects them. */
  private static List<JsonNode> events(String client) {
    String answer =
        kubectl(
            "get",
            "events",
            "-n",
            tenant.team,
            "-o",
            "json",
            "--field-selector",
            "involvedObject.kind=AuthClient,involvedObject.name=" + client);
    try {
      List<JsonNode> events = new ArrayList<>();
      JSON.readTree(answer).path("items").forEach(events::add);
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> events(String client, String reason) {
    return events(client).stream()
        .filter(event -> event.path("reason").asText().equals(reason))
        .toList();
  }

  @Test
  void client_registered_showsOneEventWithReasonAndSentence() {
    tenant.onboard("shown", REDIRECTS);
    tenant.awaitReady("shown");

    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(kubectl("describe", "authclient", "shown", "-n", tenant.team))
                .containsPattern(
                    "Normal +ClientProvisioned .* nauthera.io/controller.* +" + SENTENCE));
    assertThat(kubectl("get", "events", "-n", tenant.team))
        .containsPattern("Normal +ClientProvisioned +authclient/shown +" + SENTENCE);
    assertThat(events("shown", "ClientProvisioned")).hasSize(1);
  }

  @Test
  void client_refused_hasAWarning() {
    String selector = "clientSelector: {matchLabels: {strict: \"true\"}}";
    tenant.applyPolicy("strict", "{%s}".formatted(selector));
    tenant.onboard("refused", Map.of("strict", "true"), "scopes: [profile], " + REDIRECTS);
    tenant.awaitReady("refused");
    tenant.applyPolicy("strict", "{%s, allowedScopes: [openid]}".formatted(selector));

    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(kubectl("describe", "authclient", "refused", "-n", tenant.team))
                .containsPattern(
                    "Warning +PolicyViolation .* spec\\.scopes\\[0\\]: scope \"profile\""));
  }

  @Test
  void event_again_isCountedUpAndNotRepeated() {
    tenant.applyPolicy("wobbly", "{clientSelector: {matchLabels: {wobbly: \"true\"}}}");
    tenant.onboard("flapping", Map.of("wobbly", "true"), "scopes: [openid, profile], " + REDIRECTS);
    tenant.awaitReady("flapping");

    for (int i = 0; i < 2; i++) {
      tenant.applyPolicy(
          "wobbly", "{clientSelector: {matchLabels: {wobbly: \"true\"}}, allowedScopes: [openid]}");
      awaitCount("PolicyViolation", i + 1);
      tenant.applyPolicy("wobbly", "{clientSelector: {matchLabels: {wobbly: \"true\"}}}");
      awaitCount("ClientProvisioned", i + 2);
    }

    assertThat(kubectl("describe", "authclient", "flapping", "-n", tenant.team))
        .containsPattern("PolicyViolation +.*\\(x2 over ")
        .containsPattern("ClientProvisioned +.*\\(x3 over ");
  }

  /** Waits until the one Event of this reason has been counted so often. */
  private static void awaitCount(String reason, int count) {
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(events("flapping", reason))
                .singleElement()
                .satisfies(event ->
                    assertThat(event.path("series").path("count").asInt(1)).isEqualTo(count)));
  }
}
