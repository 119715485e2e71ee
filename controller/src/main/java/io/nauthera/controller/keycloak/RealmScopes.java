package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.controller.keycloak.RealmFacts.Scope;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.DesiredClient;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Creates client scopes in a realm, and assigns them to clients, each with one call. */
final class RealmScopes {
  private final AdminApi api;
  private final KeycloakErrors errors;

  RealmScopes(AdminApi api, KeycloakErrors errors) {
    this.api = api;
    this.errors = errors;
  }

  /**
   * Why the client cannot have its scopes, which is not for a reason that creating them removes.
   */
  static Optional<Rejected> rejection(DesiredClient desired, RealmFacts facts) {
    Set<String> missing = AssignedScopes.missing(desired, facts.scopes());
    Set<String> builtIn = AssignedScopes.builtIn(missing);
    if (!desired.createMissingScopes() && !missing.isEmpty()) {
      return Optional.of(
          new Rejected(
              "the realm has no scope %s, and spec.keycloak.missingScopes of the AuthServer is Refuse"
                  .formatted(String.join(", ", missing))));
    }
    return builtIn.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Rejected(
                "the realm has no scope %s, which is part of Keycloak: Nauthera does not create it, because it would lack the mappers of Keycloak"
                    .formatted(String.join(", ", builtIn))));
  }

  /** Empty if the realm has all of them now. */
  Optional<Rejected> create(Set<String> names) throws UnavailableException, InterruptedException {
    for (String name : names) {
      ObjectNode scope = JsonNodeFactory.instance.objectNode();
      scope.put("name", name);
      scope.put("protocol", "openid-connect");
      scope
          .withObject("/attributes")
          .put("include.in.token.scope", "true")
          .put("display.on.consent.screen", "true");
      Answer answer = api.send("POST", "/client-scopes", scope);
      // 409: another request created it.
      if (!answer.isSuccess() && answer.status() != 409) {
        return Optional.of(KeycloakErrors.rejected(answer));
      }
    }
    return Optional.empty();
  }

  /**
   * Keycloak ignores the scopes in an update: each is added and removed by its own call.
   *
   * @return false if the client or a scope does not exist any more
   */
  boolean remove(String id, AssignedScopes actual, AssignedScopes wanted, RealmFacts facts)
      throws UnavailableException, InterruptedException {
    return change("DELETE", id, "default", minus(actual.defaults(), wanted.defaults()), facts)
        && change("DELETE", id, "optional", minus(actual.optionals(), wanted.optionals()), facts);
  }

  /** As {@link #remove}. */
  boolean add(String id, AssignedScopes actual, AssignedScopes wanted, RealmFacts facts)
      throws UnavailableException, InterruptedException {
    return change("PUT", id, "default", minus(wanted.defaults(), actual.defaults()), facts)
        && change("PUT", id, "optional", minus(wanted.optionals(), actual.optionals()), facts);
  }

  private boolean change(
      String method, String id, String list, Set<String> scopes, RealmFacts facts)
      throws UnavailableException, InterruptedException {
    for (String name : scopes) {
      @Nullable Scope scope = facts.scopes().get(name);
      if (scope == null) {
        return false;
      }
      Answer answer =
          api.call(method, "/clients/" + id + "/" + list + "-client-scopes/" + scope.id());
      if (answer.status() == 404) {
        return false;
      }
      if (!answer.isSuccess()) {
        throw errors.unexpected(answer);
      }
    }
    return true;
  }

  private static Set<String> minus(Set<String> a, Set<String> b) {
    Set<String> rest = new TreeSet<>(a);
    rest.removeAll(b);
    return rest;
  }
}
