package io.nauthera.controller.authclient;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.controller.provisioning.DesiredClient;
import org.junit.jupiter.api.Test;

/** The public keys of a client, from its manifest to the server. */
class PublishedKeysTest extends PipelineFixture {
  /** Keycloak ignores a key without use. */
  @Test
  void jwks_given_publicMembersAreSentWithTheirUse() {
    var unused =
        run(
            client(
                """
                tokenEndpointAuthMethod: private_key_jwt,
                jwks: {keys: [{kty: OKP, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, crv: Ed25519},
                  {y: x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0, x: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU,
                  "x5t#S256": d, x5t: e, x5u: f, x5c: [g], use: sig, key_ops: [verify], kty: EC,
                  kid: h, crv: P-256, alg: ES256}]},
                """
                    + COMPLIANT));

    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().jwks())
        .isEqualTo(
            """
            {"keys":[{"crv":"Ed25519","kty":"OKP","use":"sig","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},\
            {"alg":"ES256","crv":"P-256","kid":"h","kty":"EC","use":"sig",\
            "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}\
            """);
  }

  /** Earlier versions of Nauthera accepted any key. */
  @Test
  void jwks_ofARegisteredClient_keepsWorkingWithoutPrivateMembersAndUnusableKeys() {
    AuthClient client =
        registered(
            """
            tokenEndpointAuthMethod: private_key_jwt,
            jwks: {keys: [{kty: OKP, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, crv: Ed25519, d: private},
              {kty: oct, k: symmetric}]},
            """
                + COMPLIANT);

    AuthClientStatus status = run(client).build(NOW);

    DesiredClient sent = realm.clients().client(CLIENT_ID).orElseThrow();
    assertThat(sent.enabled()).isTrue();
    assertThat(sent.jwks())
        .isEqualTo(
            """
            {"keys":[{"crv":"Ed25519","kty":"OKP","use":"sig","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}\
            """);
    assertThat(status.violations()).hasSize(2);
    assertThat(status.toString()).doesNotContain("private\"", "symmetric\"", "11qYAY");
  }

  @Test
  void jwks_withoutKey_doesNotDisableARegisteredClientThatHasASecret() {
    var unused = run(registered("jwks: {keys: []}, " + COMPLIANT));
    assertThat(realm.clients().client(CLIENT_ID).orElseThrow().enabled()).isTrue();
  }

  @Test
  void jwks_private_ofANewClient_nothingIsRegistered() {
    AuthClient client =
        client(
            "jwks: {keys: [{kty: OKP, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, crv: Ed25519, d: private}]}, "
                + COMPLIANT);
    var unused = run(client);
    assertThat(realm.clients().client(CLIENT_ID)).isEmpty();
  }
}
