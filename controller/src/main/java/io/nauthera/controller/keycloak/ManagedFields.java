package io.nauthera.controller.keycloak;

import static java.util.function.Predicate.not;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.provisioning.DesiredClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * The fields of a client representation that Nauthera manages, except the scopes. Two values are
 * equal if Keycloak treats them the same: sets have no order, and an empty attribute is absent.
 */
record ManagedFields(
    String name,
    boolean enabled,
    boolean publicClient,
    String authenticator,
    boolean standardFlow,
    boolean implicitFlow,
    boolean directAccess,
    boolean serviceAccount,
    boolean bearerOnly,
    boolean consentRequired,
    boolean fullScopeAllowed,
    Set<String> redirectUris,
    Set<String> webOrigins,
    Map<String, String> attributes) {
  private static final String SESSION_IDLE = "client.session.idle.timeout";
  private static final String SESSION_MAX = "client.session.max.lifespan";
  private static final String OFFLINE_IDLE = "client.offline.session.idle.timeout";
  private static final String OFFLINE_MAX = "client.offline.session.max.lifespan";

  /**
   * Every managed attribute. Keycloak merges attributes, so one that is not desired is sent empty.
   */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          Names.OWNER_ATTRIBUTE,
          "access.token.lifespan",
          SESSION_IDLE,
          SESSION_MAX,
          OFFLINE_IDLE,
          OFFLINE_MAX,
          "use.refresh.tokens",
          "pkce.code.challenge.method",
          "client.secret.authentication.allowed.method",
          "post.logout.redirect.uris",
          "oauth2.device.authorization.grant.enabled",
          "oidc.ciba.grant.enabled",
          "standard.token.exchange.enabled",
          "oauth2.jwt.authorization.grant.enabled",
          "use.jwks.string",
          "jwks.string",
          "use.jwks.url",
          "jwks.url");

  static ManagedFields of(DesiredClient desired, SessionLimits limits) {
    var method = desired.authentication();
    return new ManagedFields(
        desired.displayName(),
        desired.enabled(),
        method == ClientAuthenticationMethod.NONE,
        authenticator(method),
        desired.grantTypes().contains(GrantType.AUTHORIZATION_CODE),
        desired.grantTypes().contains(GrantType.IMPLICIT),
        desired.grantTypes().contains(GrantType.PASSWORD),
        desired.grantTypes().contains(GrantType.CLIENT_CREDENTIALS),
        false,
        false,
        false,
        desired.redirectUris(),
        desired.webOrigins(),
        attributes(desired, limits));
  }

  static ManagedFields of(ClientRepresentation client) {
    Map<String, String> all = client.getAttributes() == null ? Map.of() : client.getAttributes();
    Map<String, String> attributes = new HashMap<>();
    ATTRIBUTES.forEach(key -> put(attributes, key, all.get(key)));
    return new ManagedFields(
        client.getName() == null ? "" : client.getName(),
        isTrue(client.isEnabled()),
        isTrue(client.isPublicClient()),
        client.getClientAuthenticatorType(),
        isTrue(client.isStandardFlowEnabled()),
        isTrue(client.isImplicitFlowEnabled()),
        isTrue(client.isDirectAccessGrantsEnabled()),
        isTrue(client.isServiceAccountsEnabled()),
        isTrue(client.isBearerOnly()),
        isTrue(client.isConsentRequired()),
        isTrue(client.isFullScopeAllowed()),
        set(client.getRedirectUris()),
        set(client.getWebOrigins()),
        attributes);
  }

  /** Null where the client has no lifetime of its own. */
  static @Nullable Duration refreshTokenLifetime(ClientRepresentation client) {
    return shortest(client, SESSION_IDLE, SESSION_MAX);
  }

  /** Null where the client has no lifetime of its own. */
  static @Nullable Duration offlineTokenLifetime(ClientRepresentation client) {
    return shortest(client, OFFLINE_IDLE, OFFLINE_MAX);
  }

  private static @Nullable Duration shortest(ClientRepresentation client, String... keys) {
    Map<String, String> all = client.getAttributes() == null ? Map.of() : client.getAttributes();
    return Stream.of(keys)
        .map(key -> all.getOrDefault(key, ""))
        .filter(not(String::isEmpty))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Writes the managed fields into a representation and keeps the others. */
  void writeTo(ClientRepresentation client) {
    client.setName(name);
    client.setEnabled(enabled);
    client.setPublicClient(publicClient);
    client.setClientAuthenticatorType(authenticator);
    client.setStandardFlowEnabled(standardFlow);
    client.setImplicitFlowEnabled(implicitFlow);
    client.setDirectAccessGrantsEnabled(directAccess);
    client.setServiceAccountsEnabled(serviceAccount);
    client.setBearerOnly(bearerOnly);
    client.setConsentRequired(consentRequired);
    client.setFullScopeAllowed(fullScopeAllowed);
    client.setRedirectUris(new ArrayList<>(redirectUris));
    client.setWebOrigins(new ArrayList<>(webOrigins));
    Map<String, String> all =
        client.getAttributes() == null ? new HashMap<>() : new HashMap<>(client.getAttributes());
    ATTRIBUTES.forEach(key -> all.put(key, attributes.getOrDefault(key, "")));
    client.setAttributes(all);
  }

  private static Map<String, String> attributes(DesiredClient desired, SessionLimits limits) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(Names.OWNER_ATTRIBUTE, desired.owner().toString());
    put(attributes, "access.token.lifespan", seconds(desired.accessTokenLifetime()));
    Duration refresh = desired.refreshTokenLifetime();
    if (refresh != null) {
      put(attributes, SESSION_IDLE, seconds(limits.cappedIdle(refresh)));
      put(attributes, SESSION_MAX, seconds(limits.cappedMax(refresh)));
      put(attributes, OFFLINE_IDLE, seconds(limits.cappedOfflineIdle(refresh)));
      put(attributes, OFFLINE_MAX, seconds(limits.cappedOfflineMax(refresh)));
    }
    put(attributes, "pkce.code.challenge.method", desired.pkce() ? "S256" : null);
    put(attributes, "post.logout.redirect.uris", logout(desired.postLogoutRedirectUris()));
    flag(attributes, "use.refresh.tokens", desired, GrantType.REFRESH_TOKEN);
    flag(attributes, "oauth2.device.authorization.grant.enabled", desired, GrantType.DEVICE_CODE);
    flag(attributes, "oidc.ciba.grant.enabled", desired, GrantType.CIBA);
    flag(attributes, "standard.token.exchange.enabled", desired, GrantType.TOKEN_EXCHANGE);
    flag(attributes, "oauth2.jwt.authorization.grant.enabled", desired, GrantType.JWT_BEARER);
    authentication(attributes, desired);
    return attributes;
  }

  private static void authentication(Map<String, String> attributes, DesiredClient desired) {
    switch (desired.authentication()) {
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST ->
          attributes.put(
              "client.secret.authentication.allowed.method", desired.authentication().toString());
      case PRIVATE_KEY_JWT -> {
        put(attributes, "use.jwks.string", desired.jwks() == null ? null : "true");
        put(attributes, "jwks.string", desired.jwks());
        put(attributes, "use.jwks.url", desired.jwksUri() == null ? null : "true");
        put(attributes, "jwks.url", desired.jwksUri());
      }
      case CLIENT_SECRET_JWT, NONE -> {}
    }
  }

  private static String authenticator(ClientAuthenticationMethod method) {
    return switch (method) {
      case CLIENT_SECRET_JWT -> "client-secret-jwt";
      case PRIVATE_KEY_JWT -> "client-jwt";
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, NONE -> "client-secret";
    };
  }

  /** Keycloak reads "-" as none; if the attribute is absent, it allows the redirect URIs. */
  private static String logout(Set<String> uris) {
    return uris.isEmpty() ? "-" : String.join("##", new TreeSet<>(uris));
  }

  private static void flag(
      Map<String, String> attributes, String key, DesiredClient desired, GrantType grant) {
    attributes.put(key, Boolean.toString(desired.grantTypes().contains(grant)));
  }

  private static void put(Map<String, String> attributes, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      attributes.put(key, value);
    }
  }

  private static @Nullable String seconds(@Nullable Duration lifetime) {
    return lifetime == null ? null : Long.toString(lifetime.toSeconds());
  }

  private static boolean isTrue(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }

  private static Set<String> set(@Nullable List<String> values) {
    return values == null ? Set.of() : new HashSet<>(values);
  }
}
