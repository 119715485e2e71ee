package io.nauthera.controller.keycloak;

import static io.nauthera.controller.keycloak.FakeKeycloak.ADMIN;
import static io.nauthera.controller.keycloak.FakeKeycloak.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Exists;
import io.nauthera.controller.provisioning.ClientRegistry.Page;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Unchanged;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import io.nauthera.controller.provisioning.Comparison.Same;
import io.nauthera.controller.provisioning.DesiredClientDraft;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which calls each operation makes, and what they send. */
class KeycloakCallsTest {
  private static final String POST = "POST " + ADMIN + "/clients";
  private static final String PUT = "PUT " + ADMIN + "/clients/id-1";
  private static final String SCOPE = ADMIN + "/clients/id-1/default-client-scopes/id-";
  private FakeKeycloak server;
  private KeycloakRealm realm;
  private ClientRegistry registry;
  private final DesiredClientDraft draft =
      new DesiredClientDraft(
          "team.app", new Owner(new ClientName("team", "app"), "uid-1", "cluster-1"));

  @BeforeEach
  void start() throws IOException {
    server = new FakeKeycloak();
    realm = server.connect(Duration.ofMinutes(1));
    registry = realm.clients();
    server.on(POST, json(201, "", "Location", server.url() + ADMIN + "/clients/id-1"));
    server.on(PUT, json(204, ""));
  }

  @AfterEach
  void stop() {
    realm.close();
    server.close();
  }

  private RegisteredClient create() {
    RegisteredClient client = ((Created) registry.create(draft.finished(), "the-secret")).client();
    var unused = server.newAdminRequests();
    return client;
  }

  private static String noSecret() {
    throw new AssertionError("asked for a secret");
  }

  private JsonNode sent(String request) throws IOException {
    return new ObjectMapper().readTree(server.body(request));
  }

  @Test
  void clients_created_costOneCallEach() {
    assertThat(create().id()).isEqualTo("id-1");
    draft.clientId = "team.other";
    var unused = registry.create(draft.finished(), "a-secret");
    assertThat(server.newAdminRequests()).containsExactly(POST);
  }

  @Test
  void client_asDesired_costsNoCall() {
    RegisteredClient client = create();
    assertThat(registry.compare(client, draft.finished())).isEqualTo(new Same());
    assertThat(registry.update(client, draft.finished(), KeycloakCallsTest::noSecret))
        .isEqualTo(new Unchanged(client));
    assertThat(server.newAdminRequests()).isEmpty();
  }

  @Test
  void settings_changed_costOneCallWithManagedFieldsOnly() throws IOException {
    RegisteredClient client = create();
    draft.access = Duration.ofMinutes(5);
    var unused = registry.update(client, draft.finished(), KeycloakCallsTest::noSecret);

    assertThat(server.newAdminRequests()).containsExactly(PUT);
    assertThat(sent(PUT).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "name",
            "enabled",
            "publicClient",
            "standardFlowEnabled",
            "implicitFlowEnabled",
            "directAccessGrantsEnabled",
            "serviceAccountsEnabled",
            "bearerOnly",
            "consentRequired",
            "fullScopeAllowed",
            "clientAuthenticatorType",
            "redirectUris",
            "webOrigins",
            "attributes");
    assertThat(sent(PUT).path("attributes").path("nauthera.io/owner").asText())
        .isEqualTo("team/app");
    assertThat(sent(PUT).path("attributes").path("nauthera.io/owner-uid").asText())
        .isEqualTo("uid-1");
    assertThat(sent(PUT).path("attributes").path("nauthera.io/cluster").asText())
        .isEqualTo("cluster-1");
  }

  @Test
  void authorizationServices_ofTheClient_areRepeated() throws IOException {
    server.on(
        "GET " + ADMIN + "/clients",
        json(
            200,
            """
            [{"id":"id-1","clientId":"team.app","authorizationServicesEnabled":true,"publicClient":true}]\
            """));
    RegisteredClient client = ((ClientRegistry.Found) registry.find("team.app")).client();
    var unused = registry.update(client, draft.finished(), () -> "a-new-secret");
    assertThat(sent(PUT).path("authorizationServicesEnabled").asBoolean()).isTrue();
    assertThat(sent(PUT).path("secret").asText()).isEqualTo("a-new-secret");
  }

  @Test
  void scopes_changed_costOneCallEach() {
    RegisteredClient client = create();
    draft.scopes = Set.of("openid", "api:write");
    server.on("DELETE " + SCOPE + "profile", json(204, ""));
    server.on("DELETE " + SCOPE + "api-read", json(204, ""));
    server.on("PUT " + SCOPE + "api-write", json(204, ""));

    assertThat(registry.update(client, draft.finished(), KeycloakCallsTest::noSecret))
        .isInstanceOf(Updated.class);
    assertThat(server.newAdminRequests())
        .containsExactly(
            "DELETE " + SCOPE + "api-read",
            "DELETE " + SCOPE + "profile",
            "PUT " + SCOPE + "api-write");
  }

  @Test
  void conflict_ofSimultaneousUpdates_isTriedAgain() {
    RegisteredClient client = create();
    draft.pkce = false;
    server.on(
        PUT,
        exchange -> {
          server.on(PUT, json(204, ""));
          json(409, "{\"error\":\"conflict\"}").send(exchange);
        });
    assertThat(registry.update(client, draft.finished(), KeycloakCallsTest::noSecret))
        .isInstanceOf(Updated.class);
    server.on(PUT, json(409, "{\"error\":\"conflict\"}"));
    assertThat(registry.update(client, draft.finished(), KeycloakCallsTest::noSecret))
        .isInstanceOfSatisfying(
            Unavailable.class, why -> assertThat(why.cause()).isEqualTo(Unavailable.Cause.FAILED));
  }

  @Test
  void rejection_isBelievedOnlyIfTheRealmIsAsKnown() {
    var unused = create();
    String body = "{\"error\":\"invalid_input\",\"error_description\":\"Too\\nlong; <b>\"}";
    server.on(POST, json(400, body));
    draft.clientId = "team.other";

    assertThat(registry.create(draft.finished(), "a-secret"))
        .isEqualTo(new Rejected("Keycloak rejects the client: \"Too\\u{a}long\", \"<b>\""));
    assertThat(server.newAdminRequests())
        .containsExactly(POST, "GET " + ADMIN, "GET " + ADMIN + "/client-scopes");

    server.on(
        "GET " + ADMIN + "/client-scopes", json(200, FakeKeycloak.scopes("profile", "api:read")));
    var unusedAgain = registry.create(draft.finished(), "a-secret");
    assertThat(server.count(POST)).isEqualTo(2);
  }

  /** The answer to the first attempt was lost. */
  @Test
  void client_thatExists_isNotCreatedAgain() {
    server.on(POST, json(409, "{\"errorMessage\":\"Client team.app already exists\"}"));
    server.on("GET " + ADMIN + "/clients", json(200, "[{\"id\":\"1\",\"clientId\":\"team.app\"}]"));
    assertThat(registry.create(draft.finished(), "a-secret")).isEqualTo(new Exists("team.app"));
    server.on("GET " + ADMIN + "/clients", json(200, "[{\"id\":\"1\",\"clientId\":\"TEAM.app\"}]"));
    assertThat(registry.create(draft.finished(), "a-secret")).isEqualTo(new Exists("TEAM.app"));
  }

  @Test
  void secret_ofAClientWithoutOne_isNotSent() throws IOException {
    draft.authentication = ClientAuthenticationMethod.NONE;
    assertThat(create().secret()).isNull();
    assertThat(sent(POST).has("secret")).isFalse();
  }

  @Test
  void page_full_isNotTheLastOne() {
    String client = "{\"id\":\"1\",\"clientId\":\"a\"}";
    server.on("GET " + ADMIN + "/clients", json(200, Collections.nCopies(100, client).toString()));
    assertThat(registry.page(100)).isEqualTo(new Page(List.of(), 200));
    server.on("GET " + ADMIN + "/clients", json(200, Collections.nCopies(99, client).toString()));
    assertThat(registry.page(200)).isEqualTo(new Page(List.of(), -1));
  }
}
