package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Secret of a client, as {@code kubectl get secret} shows it. */
class SecretTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("secrets", "{enforcePKCE: true}");
  }

  private static String kubectl(String... arguments) {
    return tenant.sandbox.kubectl(arguments).orThrow().stdout();
  }

  private static JsonNode secret(String name) {
    try {
      return JSON.readTree(kubectl("get", "secret", name, "-n", tenant.team, "-o", "json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(JsonNode secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.path("data").path(key).asText()), StandardCharsets.UTF_8);
  }

  private static String onboard(String name, String more) {
    tenant.onboard(name, REDIRECTS + more);
    tenant.awaitReady(name);
    return name + "-client-secret";
  }

  private static void patch(String secret, String merge) {
    kubectl("patch", "secret", secret, "-n", tenant.team, "--type=merge", "-p", merge);
  }

  private static void awaitRefused(String client, String reason, String sentence) {
    tenant.awaitCondition(
        client,
        "CredentialsPublished",
        condition -> {
          assertThat(condition.status()).isEqualTo(Status.False);
          assertThat(condition.reason()).isEqualTo(reason);
          assertThat(condition.message()).isEqualTo(sentence);
        });
  }

  @Test
  void template_addsAndRemovesWhatItNamesAndNothingOfOthers() {
    String name =
        onboard(
            "templated",
            ", secretTemplate: {labels: {team: checkout}, annotations: {example.com/owner: a}, data: {OIDC_ID: client_id, OIDC_SECRET: client_secret}}");
    JsonNode secret = secret(name);
    assertThat(secret.at("/metadata/labels/team").asText()).isEqualTo("checkout");
    assertThat(secret.at("/metadata/annotations/example.com~1owner").asText()).isEqualTo("a");
    assertThat(value(secret, "OIDC_ID")).isEqualTo(tenant.team + ".templated");
    assertThat(value(secret, "OIDC_SECRET")).isEqualTo(value(secret, "client_secret")).isNotEmpty();

    kubectl("label", "secret", name, "-n", tenant.team, "of-others=x");
    onboard("templated", ", secretTemplate: {labels: {tier: web}}");

    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> {
          JsonNode after = secret(name);
          assertThat(after.at("/metadata/labels/tier").asText()).isEqualTo("web");
          assertThat(after.at("/metadata/labels").has("team")).isFalse();
          assertThat(after.at("/metadata/labels/of-others").asText()).isEqualTo("x");
          assertThat(after.at("/metadata/annotations").has("example.com/owner")).isFalse();
          assertThat(after.path("data").has("OIDC_ID")).isFalse();
          assertThat(value(after, "client_secret")).isEqualTo(value(secret, "client_secret"));
        });
  }

  @Test
  void labelOfNauthera_removed_comesBackAndThenTheDeletedSecretToo() {
    String name = onboard("unlabelled", "");
    String before = value(secret(name), "client_secret");

    kubectl(
        "label",
        "secret",
        name,
        "-n",
        tenant.team,
        "auth.nauthera.io/client-",
        "app.kubernetes.io/managed-by-");
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(secret(name).path("metadata").path("labels").properties())
                .extracting(entry -> entry.getKey())
                .contains("auth.nauthera.io/client", "app.kubernetes.io/managed-by"));

    kubectl("delete", "secret", name, "-n", tenant.team);
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> assertThat(value(secret(name), "client_secret")).isEqualTo(before));
  }

  @Test
  void ownerReference_lost_isReportedUntilTheSecretIsDeleted() {
    String name = onboard("lost", "");

    patch(name, "{\"metadata\":{\"ownerReferences\":null}}");
    awaitRefused(
        "lost",
        "SecretNotOwned",
        "Secret lost-client-secret has lost its owner reference to this AuthClient and is not overwritten: delete the Secret, and the controller writes it again");

    kubectl("delete", "secret", name, "-n", tenant.team);
    tenant.awaitReady("lost");
    assertThat(secret(name).at("/metadata/ownerReferences")).hasSize(1);
  }

  @Test
  void secret_immutable_isReportedUntilItIsDeleted() {
    String name = onboard("frozen", "");
    patch(name, "{\"immutable\":true}");

    tenant.onboard("frozen", REDIRECTS + ", secretTemplate: {data: {ID: client_id}}");
    awaitRefused(
        "frozen",
        "SecretRefused",
        "Secret frozen-client-secret cannot be written: it is immutable, and its content must change: delete the Secret, and the controller writes it again");

    kubectl("delete", "secret", name, "-n", tenant.team);
    tenant.awaitReady("frozen");
    assertThat(secret(name).path("data").has("ID")).isTrue();
  }

  @Test
  void secretName_changed_leavesNoFormerSecret() {
    String first = onboard("renamed", "");
    String before = value(secret(first), "client_secret");
    onboard("renamed", ", secretName: renamed-2");
    onboard("renamed", ", secretName: renamed-3");

    String uid = tenant.client("renamed").get().getMetadata().getUid();
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    kubectl(
                        "get",
                        "secret",
                        "-n",
                        tenant.team,
                        "-l",
                        "auth.nauthera.io/client=" + uid,
                        "-o",
                        "name"))
                .isEqualTo("secret/renamed-3\n"));
    assertThat(value(secret("renamed-3"), "client_secret")).isEqualTo(before);
  }

  @Test
  void secret_unchanged_isNotWrittenAgain() {
    String name = onboard("quiet", "");
    String version = secret(name).at("/metadata/resourceVersion").asText();

    tenant.onboard("quiet", "displayName: Quiet, " + REDIRECTS);
    tenant.awaitReady("quiet");

    assertThat(secret(name).at("/metadata/resourceVersion").asText()).isEqualTo(version);
  }

  @Test
  void publicClient_hasEveryKeyExceptTheSecret() {
    tenant.applyPolicy(
        "public",
        "{clientSelector: {matchLabels: {public: \"true\"}}, clientAuthentication: {method: none}}");
    tenant.onboard(
        "browser",
        Map.of("public", "true"),
        REDIRECTS + ", secretTemplate: {data: {ID: client_id, SECRET: client_secret}}");
    tenant.awaitReady("browser");

    JsonNode secret = secret("browser-client-secret");
    assertThat(value(secret, "client-authentication-method")).isEqualTo("none");
    for (String key : List.of("ID", "client_id", "client-id", "token_endpoint", "issuer")) {
      assertThat(secret.path("data").has(key)).as(key).isTrue();
    }
    for (String key : List.of("SECRET", "client_secret", "client-secret")) {
      assertThat(secret.path("data").has(key)).as(key).isFalse();
    }
  }
}
