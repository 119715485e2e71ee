package io.nauthera.api.oauth;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * OAuth grant types, by their registered names (RFC 7591 §2 and the specifications that add to it).
 */
public enum GrantType {
  AUTHORIZATION_CODE("authorization_code"),
  IMPLICIT("implicit"),
  PASSWORD("password"),
  CLIENT_CREDENTIALS("client_credentials"),
  REFRESH_TOKEN("refresh_token"),
  DEVICE_CODE("urn:ietf:params:oauth:grant-type:device_code"),
  TOKEN_EXCHANGE("urn:ietf:params:oauth:grant-type:token-exchange"),
  JWT_BEARER("urn:ietf:params:oauth:grant-type:jwt-bearer"),
  CIBA("urn:openid:params:grant-type:ciba");

  private static final Map<String, GrantType> BY_VALUE =
      Arrays.stream(values()).collect(Collectors.toMap(GrantType::toString, Function.identity()));

  private final String value;

  GrantType(String value) {
    this.value = value;
  }

  public static Optional<GrantType> of(String value) {
    return Optional.ofNullable(BY_VALUE.get(value));
  }

  /** Whether the grant sends the user's browser back to a redirect URI. */
  public boolean needsRedirect() {
    return this == AUTHORIZATION_CODE || this == IMPLICIT;
  }

  @Override
  public String toString() {
    return value;
  }
}
