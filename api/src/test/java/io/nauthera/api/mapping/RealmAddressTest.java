package io.nauthera.api.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealmAddressTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://kc.example/realms/acme, -, -, https://kc.example, acme",
        "https://kc.example/realms/acme/, -, -, https://kc.example, acme",
        "https://kc.example/auth/realms/acme, -, -, https://kc.example/auth, acme",
        "https://kc.example/realms/two%20words, -, -, https://kc.example, two words",
        "https://kc.example/realms/two%20words, -, two words, https://kc.example, two words",
        "https://kc.example/realms/a+b, -, -, https://kc.example, a+b",
        "https://kc.example/realms/50%25, -, -, https://kc.example, 50%",
        "https://kc.example/realms/gr%C3%B6%C3%9Fe, -, -, https://kc.example, größe",
        "https://sso.example/realms/acme, https://kc.internal:8443, -, https://kc.internal:8443, acme",
        "https://sso.example/realms/acme, https://kc.internal/auth/, -, https://kc.internal/auth, acme",
        "https://sso.example, https://kc.internal/, acme, https://kc.internal, acme"
      })
  void address_ofAnAuthServer_isThis(
      String issuer,
      @Nullable String url,
      @Nullable String realm,
      String expectedUrl,
      String expectedRealm) {
    assertThat(RealmAddress.of(server(issuer, url, realm).getSpec()))
        .isEqualTo(new RealmAddress(expectedUrl, expectedRealm));
  }

  private static AuthServer server(String issuer, @Nullable String url, @Nullable String realm) {
    String yaml =
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: server, namespace: security}
        spec:
          issuerUrl: "%s"
          keycloak: {%s%s}
        """
            .formatted(
                issuer,
                url == null ? "" : "url: \"" + url + "\", ",
                realm == null ? "" : "realm: \"" + realm + "\"");
    return (AuthServer) Manifests.parse(yaml).all().getFirst();
  }
}
