package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.DesiredClient;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a client that Nauthera manages. One that is empty, or a switch that is off, is
 * not in the map.
 */
record ManagedAttributes(Map<String, String> values) {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");

  private static final String ACCESS = "access.token.lifespan";
  private static final String SESSION_IDLE = "client.session.idle.timeout";
  private static final String SESSION_MAX = "client.session.max.lifespan";
  private static final String OFFLINE_IDLE = "client.offline.session.idle.timeout";
  private static final String OFFLINE_MAX = "client.offline.session.max.lifespan";
  private static final String LOGOUT = "post.logout.redirect.uris";
  private static final String ALLOWED_METHOD = "client.secret.authentication.allowed.method";
  private static final String REFRESH = "use.refresh.tokens";

  /** Switches that are off if they are absent. */
  private static final Map<String, GrantType> SWITCHES =
      Map.of(
          "oauth2.device.authorization.grant.enabled", GrantType.DEVICE_CODE,
          "oidc.ciba.grant.enabled", GrantType.CIBA,
          "standard.token.exchange.enabled", GrantType.TOKEN_EXCHANGE,
          "oauth2.jwt.authorization.grant.enabled", GrantType.JWT_BEARER);

  /** A service account needs no refresh token: RFC 6749 §4.4.3. */
  private static final String NEVER = "client_credentials.use_refresh_token";

  private static final List<String> TEXTS =
      List.of(
          ACCESS,
          SESSION_IDLE,
          SESSION_MAX,
          OFFLINE_IDLE,
          OFFLINE_MAX,
          REFRESH,
          "pkce.code.challenge.method",
          ALLOWED_METHOD,
          LOGOUT,
          "use.jwks.string",
          "jwks.string",
          "use.jwks.url",
          "jwks.url");

  ManagedAttributes {
    values = Shared.of(Map.copyOf(values));
  }

  static ManagedAttributes of(DesiredClient desired, SessionLimits limits) {
    Map<String, String> values = new HashMap<>();
    Duration access = desired.accessTokenLifetime();
    if (access != null) {
      values.put(ACCESS, seconds(limits.cappedMax(access)));
    }
    Duration refresh = desired.refreshTokenLifetime();
    if (refresh != null) {
      values.put(SESSION_IDLE, seconds(limits.cappedIdle(refresh)));
      values.put(SESSION_MAX, seconds(limits.cappedMax(refresh)));
      values.put(OFFLINE_IDLE, seconds(limits.cappedOfflineIdle(refresh)));
      values.put(OFFLINE_MAX, seconds(limits.cappedOfflineMax(refresh)));
    }
    put(values, "pkce.code.challenge.method", desired.pkce() ? "S256" : "");
    values.put(LOGOUT, logout(desired.postLogoutRedirectUris()));
    values.put(REFRESH, Boolean.toString(desired.grantTypes().contains(GrantType.REFRESH_TOKEN)));
    SWITCHES.forEach(
        (key, grant) -> put(values, key, desired.grantTypes().contains(grant) ? "true" : ""));
    authentication(values, desired);
    return new ManagedAttributes(values);
  }

  private static void authentication(Map<String, String> values, DesiredClient desired) {
    switch (desired.authentication()) {
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST ->
          values.put(ALLOWED_METHOD, desired.authentication().toString());
      case PRIVATE_KEY_JWT -> {
        String jwks = desired.jwks();
        if (jwks != null) {
          values.put("use.jwks.string", "true");
          values.put("jwks.string", jwks);
        }
        String uri = desired.jwksUri();
        if (uri != null) {
          values.put("use.jwks.url", "true");
          values.put("jwks.url", uri);
        }
      }
      case CLIENT_SECRET_JWT, NONE -> {}
    }
  }

  static ManagedAttributes of(JsonNode attributes) {
    Map<String, String> values = new HashMap<>();
    TEXTS.forEach(key -> put(values, key, attributes.path(key).asText("")));
    SWITCHES.keySet().forEach(key -> putSwitch(values, key, attributes));
    putSwitch(values, NEVER, attributes);
    return new ManagedAttributes(values);
  }

  private static void putSwitch(Map<String, String> values, String key, JsonNode attributes) {
    String value = attributes.path(key).asText("");
    put(values, key, value.equals("false") ? "" : value);
  }

  private static void put(Map<String, String> values, String key, String value) {
    if (!value.isEmpty()) {
      values.put(key, value);
    }
  }

  /** Keycloak reads "-" as none; if the attribute is absent, it allows the redirect URIs. */
  private static String logout(Set<String> uris) {
    return uris.isEmpty() ? "-" : String.join("##", new TreeSet<>(uris));
  }

  private static String seconds(Duration lifetime) {
    return Long.toString(lifetime.toSeconds());
  }

  /** Keycloak merges attributes, so one that is not desired is sent empty, and a switch as off. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    TEXTS.forEach(key -> json.put(key, values.getOrDefault(key, "")));
    SWITCHES.keySet().forEach(key -> json.put(key, values.getOrDefault(key, "false")));
    json.put(NEVER, "false");
    return json;
  }

  SortedSet<String> differences(ManagedAttributes other) {
    var keys = new TreeSet<String>(values.keySet());
    keys.addAll(other.values.keySet());
    keys.removeIf(key -> values.getOrDefault(key, "").equals(other.values.getOrDefault(key, "")));
    return keys;
  }

  /** The grants that attributes switch on. */
  Set<GrantType> grantTypes() {
    Set<GrantType> grants = EnumSet.noneOf(GrantType.class);
    SWITCHES.forEach((key, grant) -> {
      if (values.containsKey(key)) {
        grants.add(grant);
      }
    });
    if (!"false".equals(values.get(REFRESH))) {
      grants.add(GrantType.REFRESH_TOKEN);
    }
    return grants;
  }

  boolean allowsOnlyPost() {
    return ClientAuthenticationMethod.CLIENT_SECRET_POST
        .toString()
        .equals(values.get(ALLOWED_METHOD));
  }

  /** The session may end before the lifetime of an access token does. */
  @Nullable Duration accessTokenLifetime() {
    return values.containsKey(ACCESS) ? shortest(ACCESS, SESSION_MAX) : null;
  }

  @Nullable Duration refreshTokenLifetime() {
    return shortest(SESSION_IDLE, SESSION_MAX);
  }

  @Nullable Duration offlineTokenLifetime() {
    return shortest(OFFLINE_IDLE, OFFLINE_MAX);
  }

  /** Null if the client has none of its own; what was written by hand may be no number. */
  private @Nullable Duration shortest(String... keys) {
    Duration shortest = null;
    for (String key : keys) {
      String value = values.getOrDefault(key, "");
      if (SECONDS.matcher(value).matches()) {
        Duration lifetime = Duration.ofSeconds(Long.parseLong(value));
        shortest = shortest == null ? lifetime : SessionLimits.shorter(shortest, lifetime);
      }
    }
    return shortest;
  }
}
