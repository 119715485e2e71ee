package io.nauthera.api.mapping;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import java.util.Arrays;
import java.util.function.Supplier;

/** Registered words of OAuth as manifests write them. */
final class OAuthNames {
  private OAuthNames() {}

  static GrantType grantType(String word) {
    return GrantType.of(word).orElseThrow(unknown("grant type", word, GrantType::values));
  }

  static ClientAuthenticationMethod authenticationMethod(String word) {
    return ClientAuthenticationMethod.of(word)
        .orElseThrow(
            unknown(
                "token endpoint authentication method", word, ClientAuthenticationMethod::values));
  }

  private static Supplier<IllegalArgumentException> unknown(
      String what, String word, Supplier<Object[]> known) {
    return () ->
        new IllegalArgumentException(
            "\"" + word + "\" is no " + what + "; known: " + Arrays.toString(known.get()));
  }
}
