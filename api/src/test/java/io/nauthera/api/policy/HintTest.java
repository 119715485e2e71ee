package io.nauthera.api.policy;

import static io.nauthera.api.oauth.ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
import static io.nauthera.api.oauth.ClientAuthenticationMethod.PRIVATE_KEY_JWT;
import static io.nauthera.api.policy.Fixtures.client;
import static io.nauthera.api.policy.Fixtures.id;
import static io.nauthera.api.policy.Fixtures.leavingTo;
import static io.nauthera.api.policy.Fixtures.redirecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HintTest {
  private static List<String> hinted(
      ClientMetadata client, @Nullable ClientAuthenticationMethod method) {
    return Hint.of(client, method).stream().map(hint -> hint.field().toString()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8400/cb, http://localhost/cb",
    "http://127.0.0.1:1270/cb, http://127.0.0.1/cb",
    "http://[::1]:1/cb, http://[::1]/cb",
    "http://localhost:84/localhost:84, http://localhost/localhost:84",
  })
  void loopback_withPort_hintSaysTheUriWithout(String uri, String without) {
    assertThat(Hint.of(redirecting("https://a.example/cb", uri), CLIENT_SECRET_BASIC))
        .singleElement()
        .satisfies(hint -> assertThat(hint.field()).hasToString("spec.redirectUris[1]"))
        .satisfies(hint -> assertThat(hint.message()).contains("\"" + without + "\""));
    assertThat(hinted(leavingTo(uri), null)).containsExactly("spec.postLogoutRedirectUris[0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/cb",
        "http://[::1]/cb",
        "https://localhost:8443/cb",
        "http://127.0.0.2:80/cb",
        "com.example.app:/cb",
      })
  void loopback_withoutPort_noHint(String uri) {
    assertThat(hinted(redirecting(uri), CLIENT_SECRET_BASIC)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ClientAuthenticationMethod.class)
  void keys_ofAnotherMethod_hint(ClientAuthenticationMethod method) {
    boolean used = method == PRIVATE_KEY_JWT;
    assertThat(hinted(client().withJwksUri("https://a.example/jwks.json"), method))
        .isEqualTo(used ? List.of() : List.of("spec.jwksUri"));
    assertThat(hinted(client(), method)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ClientAuthenticationMethod.class)
  void colonInClientId_withHttpBasic_hint(ClientAuthenticationMethod method) {
    assertThat(hinted(id("urn:example:1"), method))
        .isEqualTo(method == CLIENT_SECRET_BASIC ? List.of("spec.clientId") : List.of());
    assertThat(hinted(id("team-a.shop"), method)).isEmpty();
  }

  @Test
  void method_unknown_noHintAboutIt() {
    assertThat(hinted(id("urn:example:1").withJwksUri("https://a.example/jwks.json"), null))
        .isEmpty();
  }
}
