package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.keycloak.KeycloakRealm;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.DesiredClientDraft;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient.StoredSettings;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.Response;
import io.nauthera.sandbox.process.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is reported about the grant types of a client is what a real Keycloak does with them. */
class UnusableGrantsTest {
  private static final String REALM = "grants";
  private static final String SECRET = "a-secret-of-a-client";
  private static KeycloakRealm realm;

  @BeforeAll
  static void connect() {
    realm = ContractRealm.create(REALM, "manage-clients", "view-realm").connect();
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  private static StoredSettings create(
      String name, ClientAuthenticationMethod method, GrantType... grants) {
    var owner = new Owner(new ClientName("team", name), "uid-" + name, "cluster");
    var draft = new DesiredClientDraft("team." + name, owner);
    draft.authentication = method;
    draft.grants = Set.of(grants);
    return ((Created) realm.clients().create(draft.finished(), SECRET)).client().settings();
  }

  /** A token that {@code client} may exchange. */
  private static String tokenFor(String client) {
    var body =
        KeycloakAdmin.object()
            .put("clientId", "source-" + client)
            .put("secret", SECRET)
            .put("publicClient", false)
            .put("serviceAccountsEnabled", true);
    body.putArray("protocolMappers")
        .addObject()
        .put("name", "audience")
        .put("protocol", "openid-connect")
        .put("protocolMapper", "oidc-audience-mapper")
        .putObject("config")
        .put("included.custom.audience", client)
        .put("access.token.claim", "true");
    var unused = ContractRealm.admin().post("/realms/" + REALM + "/clients", body);
    return ContractRealm.admin()
        .token(
            REALM,
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                "source-" + client,
                "client_secret",
                SECRET))
        .body()
        .path("access_token")
        .asText();
  }

  private static Response exchange(String client, Map<String, String> more) {
    var form = new HashMap<>(more);
    form.put("grant_type", GrantType.TOKEN_EXCHANGE.toString());
    form.put("client_id", client);
    form.put("subject_token", tokenFor(client));
    form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
    return ContractRealm.admin().token(REALM, form);
  }

  @Test
  void grantTypes_ofAnOrdinaryServer_areAllOffered() {
    assertThat(realm.endpoints())
        .isInstanceOfSatisfying(
            Endpoints.class,
            found -> assertThat(found.grantTypes()).containsExactlyInAnyOrder(GrantType.values()));
  }

  @Test
  void tokenExchange_isServedToConfidentialClientsOnly() {
    StoredSettings open =
        create(
            "open",
            ClientAuthenticationMethod.NONE,
            GrantType.AUTHORIZATION_CODE,
            GrantType.TOKEN_EXCHANGE);
    StoredSettings closed =
        create("closed", ClientAuthenticationMethod.CLIENT_SECRET_POST, GrantType.TOKEN_EXCHANGE);

    assertThat(open.unusableGrants()).containsOnlyKeys(GrantType.TOKEN_EXCHANGE);
    assertThat(closed.unusableGrants()).isEmpty();
    Response refused = exchange("team.open", Map.of());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("error_description").asText()).contains("Public client");
    Response served = exchange("team.closed", Map.of("client_secret", SECRET));
    assertThat(served.status()).as(served.body().toString()).isEqualTo(200);
  }

  /** An ordinary server has no authentication channel, and does not show whether it has one. */
  @Test
  void ciba_withoutAnAuthenticationChannel_isSwitchedOnAndDoesNotWork() throws IOException {
    ContractRealm.admin().createUser(REALM, "alice", "a-password");
    StoredSettings settings =
        create("ciba", ClientAuthenticationMethod.CLIENT_SECRET_POST, GrantType.CIBA);

    assertThat(settings.grantTypes()).containsExactly(GrantType.CIBA);
    assertThat(settings.unusableGrants()).containsOnlyKeys(GrantType.CIBA);
    HttpResponse<String> answer =
        Http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        ContractRealm.url()
                            + "/realms/"
                            + REALM
                            + "/protocol/openid-connect/ext/ciba/auth"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "client_id=team.ciba&client_secret=%s&scope=openid&login_hint=alice"
                            .formatted(SECRET)))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
  }
}
