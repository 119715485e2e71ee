package io.nauthera.controller.keycloak;

import static io.nauthera.controller.keycloak.FakeKeycloak.DISCOVERY;
import static io.nauthera.controller.keycloak.FakeKeycloak.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.controller.provisioning.Realm.Discovery;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OpenIdDiscoveryTest {
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofMinutes(1), Duration.ofSeconds(10));
  private FakeKeycloak server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeKeycloak();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Discovery discover(String realm, String issuerUrl, boolean isUrlGiven) {
    var connection =
        new KeycloakConnection(
            server.url(), realm, issuerUrl, isUrlGiven, "nauthera", FakeKeycloak.SECRET, null);
    try (var connected = FakeKeycloak.connect(connection, LIMITS)) {
      return connected.endpoints();
    }
  }

  private Discovery discover() {
    return discover("acme", server.url() + "/realms/acme", false);
  }

  private void publish(String path, String issuer) {
    server.on(
        "GET " + path,
        json(
            200,
            """
            {"issuer":"%s","token_endpoint":"https://kc.example/token","jwks_uri":"https://kc.example/jwks",
             "userinfo_endpoint":7,"odd_endpoint":"not a url","scopes_supported":["openid"]}\
            """
                .formatted(issuer)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void issuer_ofTheDocument_equalsThatOfTheAuthServerButForASlash(String slash) {
    String issuer = server.url() + "/realms/acme";
    publish(DISCOVERY, issuer);
    assertThat(discover("acme", issuer + slash, false))
        .isEqualTo(
            new Endpoints(
                issuer,
                Map.of(
                    "token_endpoint", "https://kc.example/token",
                    "jwks_uri", "https://kc.example/jwks")));
  }

  @Test
  void issuer_thatIsAnother_isNotEchoed() {
    publish(DISCOVERY, "https://internal-detail.example");
    assertThat(discover())
        .isEqualTo(
            new DiscoveryFailed(
                server.url() + DISCOVERY + " names another issuer than spec.issuerUrl"));
  }

  @Test
  void url_given_isAskedAndItsIssuerIsTaken() {
    publish(DISCOVERY, "https://sso.example.invalid/realms/acme");
    assertThat(discover("acme", "https://sso.example.invalid/realms/acme", true))
        .isInstanceOfSatisfying(
            Endpoints.class,
            found ->
                assertThat(found.issuer()).isEqualTo("https://sso.example.invalid/realms/acme"));
  }

  @Test
  void realm_withSpaces_isEncoded() {
    publish(
        "/realms/two%20words%2F/.well-known/openid-configuration", "https://kc.example/realms/x");
    assertThat(discover("two words/", "https://kc.example/realms/x", true))
        .isInstanceOf(Endpoints.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"issuer\":null}",
        "{\"issuer\":7}",
        "{\"issuer\":\"\"}",
        "{\"issuer\":\"javascript:alert(1)\"}",
        "{\"issuer\":\"https://a.example/\\nInjected\"}"
      })
  void document_thatIsNoMetadata_isReportedWithoutItsContent(String body) {
    server.on("GET " + DISCOVERY, json(200, body));
    assertThat(discover())
        .isInstanceOfSatisfying(
            DiscoveryFailed.class,
            failed ->
                assertThat(failed.detail())
                    .contains("is not OpenID Connect metadata")
                    .doesNotContain("null", "alert", "Injected"));
  }

  @ParameterizedTest
  @CsvSource({"429, OVERLOADED", "500, FAILED", "503, OVERLOADED"})
  void document_thatCannotBeServedNow_isUnavailable(int status, Cause cause) {
    server.on("GET " + DISCOVERY, json(status, "internal-detail"));
    assertThat(discover())
        .isInstanceOfSatisfying(
            Unavailable.class, unavailable -> assertThat(unavailable.cause()).isEqualTo(cause));
  }

  @Test
  void document_missing_isReported() {
    server.on("GET " + DISCOVERY, json(404, "{\"error\":\"Realm does not exist\"}"));
    assertThat(discover())
        .isInstanceOfSatisfying(
            Unavailable.class,
            unavailable -> assertThat(unavailable.cause()).isEqualTo(Cause.REALM_MISSING));
    server.on("GET " + DISCOVERY, json(404, "internal-detail"));
    assertThat(discover())
        .isEqualTo(
            new DiscoveryFailed(
                server.url()
                    + DISCOVERY
                    + " is not OpenID Connect metadata: check spec.issuerUrl and spec.keycloak.url of the AuthServer"));
  }

  @Test
  void document_endless_isCutOff() {
    server.on("GET " + DISCOVERY, FakeKeycloak.endless(1 << 16, Duration.ZERO, () -> {}));
    assertThat(discover())
        .isEqualTo(new DiscoveryFailed(server.url() + DISCOVERY + " is larger than 1 MiB"));
  }

  @Test
  void endpoints_known_areKept() {
    publish(DISCOVERY, server.url() + "/realms/acme");
    try (var realm = server.connect(Duration.ofMinutes(1))) {
      assertThat(realm.endpoints()).isEqualTo(realm.endpoints());
    }
    assertThat(server.count("GET " + DISCOVERY)).isEqualTo(1);
  }
}
