package io.nauthera.controller.keycloak;

import io.nauthera.controller.provisioning.DesiredClient;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/**
 * The client scopes of a realm, and those that a client has. {@code openid} is not a client scope:
 * it is part of the protocol.
 */
final class RealmScopes {
  /**
   * Without {@code basic} an access token has no subject; the other two add CORS origins and the
   * authentication level.
   */
  private static final Set<String> ALWAYS = Set.of("basic", "web-origins", "acr");

  /** As a default scope it turns every session into an offline session. */
  private static final String OFFLINE = "offline_access";

  /** Keycloak adds it to every client with a service account, at each change. */
  private static final String SERVICE_ACCOUNT = "service_account";

  private final RealmResource realm;

  RealmScopes(RealmResource realm) {
    this.realm = realm;
  }

  static Set<String> defaults(DesiredClient desired) {
    Set<String> scopes = new TreeSet<>(ALWAYS);
    scopes.addAll(desired.scopes());
    scopes.remove("openid");
    scopes.remove(OFFLINE);
    return scopes;
  }

  static Set<String> optionals(DesiredClient desired) {
    return desired.scopes().contains(OFFLINE) ? Set.of(OFFLINE) : Set.of();
  }

  static boolean areAsDesired(ClientRepresentation client, DesiredClient desired) {
    return without(client.getDefaultClientScopes()).equals(defaults(desired))
        && without(client.getOptionalClientScopes()).equals(optionals(desired));
  }

  private static Set<String> without(@Nullable List<String> scopes) {
    Set<String> managed = scopes == null ? new HashSet<>() : new HashSet<>(scopes);
    managed.remove(SERVICE_ACCOUNT);
    return managed;
  }

  /** Creates scopes that the realm lacks, if desired, and returns those that are still missing. */
  Set<String> missing(DesiredClient desired) {
    Map<String, String> ids = ids();
    Set<String> missing = new TreeSet<>(defaults(desired));
    missing.addAll(optionals(desired));
    missing.removeAll(ids.keySet());
    if (desired.createMissingScopes()) {
      missing.forEach(this::create);
      return Set.of();
    }
    return missing;
  }

  private void create(String name) {
    var scope = new ClientScopeRepresentation();
    scope.setName(name);
    scope.setProtocol("openid-connect");
    scope.setAttributes(
        Map.of("include.in.token.scope", "true", "display.on.consent.screen", "true"));
    try (Response answer = realm.clientScopes().create(scope)) {
      // 409: another request created it.
      if (answer.getStatus() != 201 && answer.getStatus() != 409) {
        throw KeycloakErrors.of(answer);
      }
    }
  }

  /** Keycloak ignores the scopes in an update: each is added and removed by its own call. */
  void assign(ClientResource client, ClientRepresentation actual, DesiredClient desired) {
    Map<String, String> ids = ids();
    Set<String> hasDefault = without(actual.getDefaultClientScopes());
    Set<String> hasOptional = without(actual.getOptionalClientScopes());
    minus(hasDefault, defaults(desired))
        .forEach(scope -> client.removeDefaultClientScope(ids.get(scope)));
    minus(hasOptional, optionals(desired))
        .forEach(scope -> client.removeOptionalClientScope(ids.get(scope)));
    minus(defaults(desired), hasDefault)
        .forEach(scope -> client.addDefaultClientScope(ids.get(scope)));
    minus(optionals(desired), hasOptional)
        .forEach(scope -> client.addOptionalClientScope(ids.get(scope)));
  }

  private static Set<String> minus(Set<String> a, Set<String> b) {
    Set<String> rest = new TreeSet<>(a);
    rest.removeAll(b);
    return rest;
  }

  private Map<String, String> ids() {
    Map<String, String> ids = new HashMap<>();
    realm.clientScopes().findAll().forEach(scope -> ids.put(scope.getName(), scope.getId()));
    return ids;
  }
}
