package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.RegisteredClient.StoredSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a client that Nauthera manages, without the marker of its owner. Two values are
 * equal if Keycloak treats them the same: sets have no order, and an empty attribute is absent.
 * What is {@code unmanaged} is never changed.
 */
record ManagedFields(
    String name,
    Set<Flag> flags,
    String authenticator,
    Set<String> redirectUris,
    Set<String> webOrigins,
    ManagedAttributes attributes,
    AssignedScopes assigned,
    Unmanaged unmanaged)
    implements StoredSettings {

  /**
   * What administrators set. Each update has to repeat {@code authorizationServices}; without
   * {@code jwtIssuer}, the client accepts no JWT as a grant.
   */
  record Unmanaged(boolean authorizationServices, boolean jwtIssuer) {
    static final Unmanaged NONE = new Unmanaged(false, false);

    static Unmanaged of(JsonNode client) {
      return new Unmanaged(
          client.path("authorizationServicesEnabled").asBoolean(),
          !client
              .path("attributes")
              .path("oauth2.jwt.authorization.grant.idp")
              .asText("")
              .isEmpty());
    }
  }

  /** A boolean field that is managed. */
  enum Flag {
    ENABLED("enabled"),
    PUBLIC_CLIENT("publicClient"),
    STANDARD_FLOW("standardFlowEnabled"),
    IMPLICIT_FLOW("implicitFlowEnabled"),
    DIRECT_ACCESS("directAccessGrantsEnabled"),
    SERVICE_ACCOUNTS("serviceAccountsEnabled"),
    BEARER_ONLY("bearerOnly"),
    CONSENT_REQUIRED("consentRequired"),
    FULL_SCOPE("fullScopeAllowed");

    private final String field;

    Flag(String field) {
      this.field = field;
    }
  }

  ManagedFields {
    flags = Shared.of(Set.copyOf(flags));
    redirectUris = Set.copyOf(redirectUris);
    webOrigins = Set.copyOf(webOrigins);
    authenticator = Shared.of(authenticator);
  }

  static ManagedFields of(DesiredClient desired, RealmFacts facts, Unmanaged unmanaged) {
    var flags = EnumSet.noneOf(Flag.class);
    put(flags, Flag.ENABLED, desired.enabled());
    put(flags, Flag.PUBLIC_CLIENT, desired.authentication() == ClientAuthenticationMethod.NONE);
    put(flags, Flag.STANDARD_FLOW, allows(desired, GrantType.AUTHORIZATION_CODE));
    put(flags, Flag.IMPLICIT_FLOW, allows(desired, GrantType.IMPLICIT));
    put(flags, Flag.DIRECT_ACCESS, allows(desired, GrantType.PASSWORD));
    put(flags, Flag.SERVICE_ACCOUNTS, allows(desired, GrantType.CLIENT_CREDENTIALS));
    return new ManagedFields(
        desired.displayName(),
        flags,
        authenticator(desired.authentication()),
        desired.redirectUris(),
        desired.webOrigins(),
        ManagedAttributes.of(desired, facts.limits()),
        AssignedScopes.of(desired, facts),
        unmanaged);
  }

  static ManagedFields of(JsonNode client) {
    var flags = EnumSet.noneOf(Flag.class);
    for (Flag flag : Flag.values()) {
      put(flags, flag, client.path(flag.field).asBoolean());
    }
    return new ManagedFields(
        client.path("name").asText(""),
        flags,
        client.path("clientAuthenticatorType").asText(""),
        set(client.path("redirectUris")),
        set(client.path("webOrigins")),
        ManagedAttributes.of(client.path("attributes")),
        AssignedScopes.of(client),
        Unmanaged.of(client));
  }

  private static <T> void put(Set<T> all, T value, boolean isSet) {
    if (isSet) {
      all.add(value);
    }
  }

  private static boolean allows(DesiredClient desired, GrantType grant) {
    return desired.grantTypes().contains(grant);
  }

  private static String authenticator(ClientAuthenticationMethod method) {
    return switch (method) {
      case CLIENT_SECRET_JWT -> "client-secret-jwt";
      case PRIVATE_KEY_JWT -> "client-jwt";
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, NONE -> "client-secret";
    };
  }

  private static Set<String> set(JsonNode values) {
    Set<String> set = new HashSet<>();
    values.forEach(value -> set.add(value.asText()));
    return set;
  }

  /** Whether the client authenticates with a secret. */
  boolean needsSecret() {
    return !flags.contains(Flag.PUBLIC_CLIENT) && authenticator.startsWith("client-secret");
  }

  /** All but the scopes, which an update ignores. */
  ObjectNode json() {
    ObjectNode client = JsonNodeFactory.instance.objectNode();
    client.put("name", name);
    for (Flag flag : Flag.values()) {
      client.put(flag.field, flags.contains(flag));
    }
    client.put("clientAuthenticatorType", authenticator);
    client.set("redirectUris", array(redirectUris));
    client.set("webOrigins", array(webOrigins));
    client.set("attributes", attributes.json());
    if (unmanaged.authorizationServices()) {
      client.put("authorizationServicesEnabled", true);
    }
    return client;
  }

  static ArrayNode array(Set<String> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.stream().sorted().forEach(array::add);
    return array;
  }

  /** Names of the fields, without the scopes, that differ. */
  SortedSet<String> differences(ManagedFields other) {
    var fields = new TreeSet<String>();
    add(fields, "name", name, other.name);
    for (Flag flag : Flag.values()) {
      add(fields, flag.field, flags.contains(flag), other.flags.contains(flag));
    }
    add(fields, "clientAuthenticatorType", authenticator, other.authenticator);
    add(fields, "redirectUris", redirectUris, other.redirectUris);
    add(fields, "webOrigins", webOrigins, other.webOrigins);
    fields.addAll(attributes.differences(other.attributes));
    return fields;
  }

  /** Names of the fields of scopes that differ. */
  SortedSet<String> scopeDifferences(ManagedFields other) {
    var fields = new TreeSet<String>();
    add(fields, "defaultClientScopes", assigned.defaults(), other.assigned.defaults());
    add(fields, "optionalClientScopes", assigned.optionals(), other.assigned.optionals());
    return fields;
  }

  private static void add(Set<String> fields, String field, Object a, Object b) {
    if (!a.equals(b)) {
      fields.add(field);
    }
  }

  @Override
  public @Nullable Duration accessTokenLifetime() {
    return attributes.accessTokenLifetime();
  }

  @Override
  public @Nullable Duration refreshTokenLifetime() {
    return attributes.refreshTokenLifetime();
  }

  @Override
  public @Nullable Duration offlineTokenLifetime() {
    return attributes.offlineTokenLifetime();
  }

  @Override
  public @Nullable ClientAuthenticationMethod authenticationMethod() {
    if (flags.contains(Flag.PUBLIC_CLIENT)) {
      return ClientAuthenticationMethod.NONE;
    }
    return switch (authenticator) {
      case "client-secret" ->
          attributes.allowsOnlyPost()
              ? ClientAuthenticationMethod.CLIENT_SECRET_POST
              : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
      case "client-secret-jwt" -> ClientAuthenticationMethod.CLIENT_SECRET_JWT;
      case "client-jwt" -> ClientAuthenticationMethod.PRIVATE_KEY_JWT;
      default -> null;
    };
  }

  @Override
  public Set<GrantType> grantTypes() {
    Set<GrantType> grants = attributes.grantTypes();
    put(grants, GrantType.AUTHORIZATION_CODE, flags.contains(Flag.STANDARD_FLOW));
    put(grants, GrantType.IMPLICIT, flags.contains(Flag.IMPLICIT_FLOW));
    put(grants, GrantType.PASSWORD, flags.contains(Flag.DIRECT_ACCESS));
    put(grants, GrantType.CLIENT_CREDENTIALS, flags.contains(Flag.SERVICE_ACCOUNTS));
    return grants;
  }

  @Override
  public Map<GrantType, String> unusableGrants() {
    Map<GrantType, String> unusable = new EnumMap<>(GrantType.class);
    for (GrantType grant : grantTypes()) {
      String why = whyUnusable(grant);
      if (why != null) {
        unusable.put(grant, why);
      }
    }
    return unusable;
  }

  /** Null if Keycloak serves the grant to this client. */
  private @Nullable String whyUnusable(GrantType grant) {
    return switch (grant) {
      case TOKEN_EXCHANGE ->
          flags.contains(Flag.PUBLIC_CLIENT)
              ? "Keycloak exchanges no tokens for a public client"
              : null;
      case JWT_BEARER ->
          unmanaged.jwtIssuer()
              ? null
              : "only an administrator of the realm can name the identity provider whose JWTs the client may use";
      case CIBA ->
          "it needs an authentication channel of the server, and the controller cannot see whether there is one";
      case AUTHORIZATION_CODE, IMPLICIT, PASSWORD, CLIENT_CREDENTIALS, REFRESH_TOKEN, DEVICE_CODE ->
          null;
    };
  }

  /** With the scope that Keycloak adds to every service account. */
  @Override
  public Set<String> scopes() {
    Set<String> scopes = new HashSet<>(assigned.defaults());
    scopes.addAll(assigned.optionals());
    if (flags.contains(Flag.SERVICE_ACCOUNTS)) {
      scopes.add(AssignedScopes.SERVICE_ACCOUNT);
    }
    return scopes;
  }
}
