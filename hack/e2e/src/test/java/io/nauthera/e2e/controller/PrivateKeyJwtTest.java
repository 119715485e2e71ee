package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.process.CommandResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Keycloak's token endpoint decides which keys work: a client gets a token with each form that
 * admission accepts, and would get none with a form that it refuses.
 */
class PrivateKeyJwtTest {
  private static final String SPEC =
      "grantTypes: [client_credentials], tokenEndpointAuthMethod: private_key_jwt, scopes: [profile], jwks: ";
  private static final SigningKey RSA = SigningKey.rsa(2048);
  private static final SigningKey EC = SigningKey.ec("ES256");
  private static final SigningKey ED25519 = SigningKey.edwards("Ed25519");
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant =
        Tenant.governedBy(
            "keys", "{allowedGrantTypes: [client_credentials], allowedScopes: [profile]}");
  }

  @AfterAll
  static void admitEverywhere() {
    tenant.sandbox.skipAdmission();
  }

  /** A key pair, the set that contains its public key, and the id that assertions name. */
  private record Form(SigningKey key, @Nullable String kid, ObjectNode set) {
    static Form of(SigningKey key, @Nullable String kid, ObjectNode... keys) {
      ObjectNode set = JsonNodeFactory.instance.objectNode();
      set.putArray("keys").addAll(Arrays.asList(keys));
      return new Form(key, kid, set);
    }

    /** One key, changed. */
    static Form changed(SigningKey key, Consumer<ObjectNode> change) {
      ObjectNode jwk = key.jwk();
      change.accept(jwk);
      return of(key, jwk.path("kid").textValue(), jwk);
    }
  }

  private static List<Form> acceptedForms() {
    List<Form> forms = new ArrayList<>();
    for (SigningKey key :
        List.of(
            RSA,
            EC,
            SigningKey.ec("ES384"),
            SigningKey.ec("ES512"),
            ED25519,
            SigningKey.edwards("Ed448"))) {
      for (int members = 0; members < 8; members++) {
        int given = members;
        forms.add(
            Form.changed(
                key,
                jwk -> {
                  putIf((given & 1) > 0, jwk, "use", "sig");
                  putIf((given & 2) > 0, jwk, "alg", key.algorithm());
                  putIf((given & 4) > 0, jwk, "kid", "2026-11");
                }));
      }
    }
    for (String algorithm : List.of("RS384", "RS512", "PS256", "PS384", "PS512")) {
      forms.add(Form.changed(RSA.with(algorithm), jwk -> jwk.put("alg", algorithm)));
      forms.add(Form.changed(RSA.with(algorithm), jwk -> jwk.put("kid", "any-algorithm")));
    }
    forms.add(Form.changed(SigningKey.rsa(512), jwk -> {}));
    forms.add(Form.changed(SigningKey.rsa(1024), jwk -> {}));
    forms.add(Form.changed(SigningKey.rsa(4096), jwk -> {}));
    forms.add(Form.changed(RSA, jwk -> jwk.put("e", "AQAB==")));
    forms.add(
        Form.changed(
            RSA, jwk -> jwk.put("n", jwk.get("n").asText().replace('-', '+').replace('_', '/'))));
    forms.add(Form.changed(RSA, jwk -> jwk.put("ext", true).putArray("key_ops").add("encrypt")));
    forms.add(Form.changed(RSA, jwk -> jwk.putArray("x5c").add("any")));
    forms.add(Form.changed(EC, jwk -> jwk.put("n", "any").put("x5u", "https://any.example.com")));
    ObjectNode first = RSA.jwk().put("kid", "first");
    forms.add(Form.of(RSA, "first", first, SigningKey.rsa(2048).jwk().put("kid", "second")));
    SigningKey second = SigningKey.rsa(2048);
    forms.add(Form.of(second, "second", first, second.jwk().put("kid", "second")));
    forms.add(Form.of(second, null, first, second.jwk()));
    return forms;
  }

  private static void putIf(boolean given, ObjectNode jwk, String member, String value) {
    if (given) {
      jwk.put(member, value);
    }
  }

  @Test
  void key_thatAdmissionAccepts_getsAToken() {
    List<Form> forms = acceptedForms();
    for (int i = 0; i < forms.size(); i++) {
      tenant.onboard("accepted-" + i, SPEC + forms.get(i).set());
    }
    for (int i = 0; i < forms.size(); i++) {
      tenant.awaitReady("accepted-" + i);
      assertThat(token(tenant.team + ".accepted-" + i, forms.get(i)))
          .as(forms.get(i).toString())
          .isEqualTo("token");
    }
  }

  /** By the field that the refusal names. */
  private static Map<String, Form> refusedForms() {
    Map<String, Form> forms = new LinkedHashMap<>();
    forms.put("keys: has no key", Form.of(RSA, null));
    forms.put("keys[0].kty: is not", Form.changed(RSA, jwk -> jwk.put("kty", "rsa")));
    forms.put("keys[0].k: is", Form.changed(RSA, jwk -> jwk.put("kty", "oct").put("k", "AQAB")));
    forms.put("keys[0].n: is missing", Form.changed(RSA, jwk -> withCertificateOnly(jwk)));
    forms.put("keys[0].n: is not base64url", Form.changed(RSA, jwk -> jwk.put("n", "AQ AB")));
    forms.put("not a public key of type RSA", Form.changed(RSA, jwk -> jwk.put("n", "AQAB")));
    forms.put(
        "keys[0]: is not a public key of type RSA", Form.changed(RSA, jwk -> jwk.put("e", "AQ")));
    forms.put("keys[0].use: is not", Form.changed(RSA, jwk -> jwk.put("use", "enc")));
    forms.put("keys[0].alg: does", Form.changed(RSA, jwk -> jwk.put("alg", "RSA-OAEP")));
    forms.put("with Keycloak, use ES256", Form.changed(EC, jwk -> jwk.put("alg", "ES384")));
    forms.put("with Keycloak, use EdDSA", Form.changed(ED25519, jwk -> jwk.put("alg", "Ed25519")));
    forms.put("keys[0].y: is missing", Form.changed(EC, jwk -> jwk.remove("y")));
    forms.put(
        "not a public key of curve P-256", Form.changed(EC, jwk -> jwk.set("y", jwk.get("x"))));
    forms.put("P-256, P-384 or P-521", Form.changed(EC, jwk -> jwk.put("crv", "secp256k1")));
    forms.put("Ed25519 or Ed448", Form.changed(ED25519, jwk -> jwk.put("crv", "X25519")));
    forms.put(
        "not a public key of curve Ed25519", Form.changed(ED25519, jwk -> jwk.put("x", "AQAB")));
    forms.put(
        "keys[0]: is not a public key of curve Ed25519",
        Form.changed(ED25519, jwk -> jwk.put("x", "_".repeat(42) + "8")));
    SigningKey other = SigningKey.rsa(2048);
    forms.put(
        "keys[1].kid: is the same",
        Form.of(other, "a", RSA.jwk().put("kid", "a"), other.jwk().put("kid", "a")));
    forms.put("keys[1].kid: is missing", Form.of(other, null, RSA.jwk(), other.jwk()));
    return forms;
  }

  private static void withCertificateOnly(ObjectNode jwk) {
    jwk.remove(List.of("n", "e"));
    jwk.putArray("x5c").add("MIIB");
  }

  @Test
  void key_thatAdmissionRefuses_wouldGetNoToken() {
    int number = 0;
    for (var form : refusedForms().entrySet()) {
      CommandResult answer = tenant.applyClient("refused", SPEC + form.getValue().set());
      assertThat(answer.stderr()).contains(form.getKey());
      String id = "refused-" + number++;
      registerAtKeycloak(id, form.getValue().set());
      assertThat(token(id, form.getValue())).as(form.getKey()).isEqualTo("invalid_client");
    }
    registerAtKeycloak("accepted", Form.of(RSA, null, RSA.jwk()).set());
    assertThat(token("accepted", Form.of(RSA, null))).isEqualTo("token");
  }

  /** As Nauthera would: keys without use get one. */
  private static void registerAtKeycloak(String clientId, ObjectNode set) {
    ObjectNode complete = set.deepCopy();
    complete.withArray("keys").forEach(key -> addUse((ObjectNode) key));
    ObjectNode client =
        KeycloakAdmin.object()
            .put("clientId", clientId)
            .put("clientAuthenticatorType", "client-jwt")
            .put("serviceAccountsEnabled", true);
    client
        .putObject("attributes")
        .put("use.jwks.string", "true")
        .put("jwks.string", complete.toString());
    var unused = admin().post("/realms/" + tenant.realm + "/clients", client);
  }

  private static void addUse(ObjectNode key) {
    if (!key.has("use")) {
      key.put("use", "sig");
    }
  }

  /** Earlier versions of Nauthera stored any key. */
  @Test
  void privateKey_storedEarlier_isNotSentAndDoesNotStopTheClient() {
    tenant.onboard("stored", SPEC + Form.of(EC, null, EC.jwk()).set());
    tenant.awaitReady("stored");
    ObjectNode stored = Form.of(EC, null, EC.jwk().put("d", "cHJpdmF0ZQ"), symmetric()).set();
    tenant.sandbox.skipAdmission(tenant.team);
    await()
        .atMost(Tenant.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> tenant.onboard("stored", SPEC + stored));
    tenant.sandbox.skipAdmission();
    tenant.awaitCondition(
        "stored",
        "Accepted",
        accepted -> {
          assertThat(accepted.status()).isEqualTo(Condition.Status.False);
          assertThat(accepted.message()).contains("spec.jwks.keys[0].d", "spec.jwks.keys[1].k");
        });

    assertThat(token(tenant.team + ".stored", Form.of(EC, null))).isEqualTo("token");
    String registered =
        admin().client(tenant.realm, tenant.team + ".stored").orElseThrow().toString();
    assertThat(registered).contains(EC.jwk().get("x").asText());

    ObjectNode more = Form.of(RSA, null, RSA.jwk().put("kid", "new").put("d", "cHJpdmF0ZQ")).set();
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(tenant.applyClient("stored", SPEC + more).stderr())
                .contains("spec.jwks.keys[0].d: is part of a private key"));
    CommandResult renamed =
        tenant.kubectlApply(
            """
            {"apiVersion": "auth.nauthera.io/v1alpha1", "kind": "AuthClient",
             "metadata": {"name": "stored", "namespace": "%s"}, "spec": {"displayName": "Renamed"}}
            """
                .formatted(tenant.team),
            "--server-side",
            "--field-manager=other");
    assertThat(renamed.orThrow().stderr())
        .contains("Warning: spec.jwks.keys[0].d: is part of a private key");

    assertThat(
            registered
                + renamed.stderr()
                + tenant.sandbox.controllerProcess().output()
                + tenant.sandbox.webhookProcess().output()
                + Serialization.asYaml(tenant.client("stored").get().getStatus())
                + Serialization.asYaml(
                    tenant.kubernetes.events().v1().events().inNamespace(tenant.team).list()))
        .doesNotContain("cHJpdmF0ZQ", "c3ltbWV0cmlj");
  }

  private static ObjectNode symmetric() {
    return JsonNodeFactory.instance.objectNode().put("kty", "oct").put("k", "c3ltbWV0cmlj");
  }

  private static KeycloakAdmin admin() {
    return tenant.sandbox.keycloak().admin();
  }

  /** "token", or the error of the token endpoint. */
  private static String token(String clientId, Form form) {
    String issuer = tenant.sandbox.keycloak().url() + "/realms/" + tenant.realm;
    var answer =
        admin().token(tenant.realm, form.key().tokenRequest(clientId, issuer, form.kid())).body();
    return answer.has("access_token") ? "token" : answer.path("error").asText();
  }
}
