package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.controller.keycloak.RealmFacts.Scope;
import io.nauthera.controller.provisioning.DesiredClient;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The client scopes of a client. {@code openid} is not a client scope: it is part of the protocol.
 * Nor is {@code service_account} managed: Keycloak adds it to every client with a service account,
 * at each change.
 */
record AssignedScopes(Set<String> defaults, Set<String> optionals) {
  /**
   * Without {@code basic} an access token has no subject; the other two add CORS origins and the
   * authentication level.
   */
  static final Set<String> ALWAYS = Set.of("basic", "web-origins", "acr");

  static final String SERVICE_ACCOUNT = "service_account";

  /** As a default scope it turns every session into an offline session. */
  private static final String OFFLINE = "offline_access";

  private static final Set<String> BUILT_IN =
      Set.of(
          "acr",
          "address",
          "basic",
          "email",
          "microprofile-jwt",
          OFFLINE,
          "organization",
          "phone",
          "profile",
          "role_list",
          "roles",
          "saml_organization",
          SERVICE_ACCOUNT,
          "web-origins");

  AssignedScopes {
    defaults = Shared.of(Set.copyOf(defaults));
    optionals = Shared.of(Set.copyOf(optionals));
  }

  /** What the client can have in a realm: Keycloak ignores scopes of another protocol. */
  static AssignedScopes of(DesiredClient desired, RealmFacts facts) {
    Set<String> defaults = new TreeSet<>(ALWAYS);
    defaults.addAll(desired.scopes());
    defaults.removeIf(
        name -> name.equals(SERVICE_ACCOUNT) || !isAssignable(facts.scopes().get(name)));
    boolean isOffline = defaults.remove(OFFLINE);
    return new AssignedScopes(defaults, isOffline ? Set.of(OFFLINE) : Set.of());
  }

  private static boolean isAssignable(@Nullable Scope scope) {
    return scope != null && scope.isOpenIdConnect();
  }

  static AssignedScopes of(JsonNode client) {
    return new AssignedScopes(
        names(client.path("defaultClientScopes")), names(client.path("optionalClientScopes")));
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new HashSet<>();
    list.forEach(name -> names.add(name.asText()));
    names.remove(SERVICE_ACCOUNT);
    return names;
  }

  /** What the realm lacks of the scopes that are asked for. */
  static Set<String> missing(DesiredClient desired, Map<String, Scope> scopes) {
    Set<String> missing = new TreeSet<>(desired.scopes());
    missing.removeAll(scopes.keySet());
    missing.removeAll(ALWAYS);
    missing.remove("openid");
    missing.remove(SERVICE_ACCOUNT);
    return missing;
  }

  /** Those of the scopes that only Keycloak can create as they should be. */
  static Set<String> builtIn(Set<String> scopes) {
    return scopes.stream()
        .filter(BUILT_IN::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
