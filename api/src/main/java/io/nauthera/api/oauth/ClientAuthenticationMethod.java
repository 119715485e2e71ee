package io.nauthera.api.oauth;

import java.util.Arrays;
import java.util.Optional;

/** How a client authenticates at the token endpoint (RFC 7591 §2, OpenID Connect Core §9). */
public enum ClientAuthenticationMethod {
  CLIENT_SECRET_BASIC("client_secret_basic"),
  CLIENT_SECRET_POST("client_secret_post"),
  CLIENT_SECRET_JWT("client_secret_jwt"),
  PRIVATE_KEY_JWT("private_key_jwt"),
  NONE("none");

  private final String value;

  ClientAuthenticationMethod(String value) {
    this.value = value;
  }

  public static Optional<ClientAuthenticationMethod> of(String value) {
    return Arrays.stream(values()).filter(method -> method.value.equals(value)).findFirst();
  }

  @Override
  public String toString() {
    return value;
  }
}
