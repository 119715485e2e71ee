package io.nauthera.api.mapping;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.text.Quoted;
import java.util.Arrays;
import java.util.function.Supplier;

/** Registered names of OAuth, as manifests contain them. */
final class OAuthNames {
  private OAuthNames() {}

  static GrantType grantType(String name) {
    return GrantType.of(name).orElseThrow(unknown("grant type", name, GrantType::values));
  }

  static ClientAuthenticationMethod authenticationMethod(String name) {
    return ClientAuthenticationMethod.of(name)
        .orElseThrow(
            unknown(
                "token endpoint authentication method", name, ClientAuthenticationMethod::values));
  }

  private static Supplier<IllegalArgumentException> unknown(
      String what, String name, Supplier<Object[]> known) {
    return () ->
        new IllegalArgumentException(
            Quoted.of(name)
                + " is not a valid "
                + what
                + "; known: "
                + Arrays.toString(known.get()));
  }
}
