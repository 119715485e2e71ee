package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Unchanged;
import io.nauthera.controller.provisioning.ClientRegistry.Update;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import io.nauthera.controller.provisioning.ClientRegistry.Vanished;
import io.nauthera.controller.provisioning.Comparison.Differs;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings a client to its desired settings with as few calls as Keycloak allows. */
final class ClientUpdates {
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final String SECRET = "secret";

  private final AdminApi api;
  private final Cached<RealmFacts> facts;
  private final KeycloakErrors errors;
  private final RealmScopes scopes;

  ClientUpdates(AdminApi api, Cached<RealmFacts> facts, KeycloakErrors errors) {
    this.api = api;
    this.facts = facts;
    this.errors = errors;
    this.scopes = new RealmScopes(api, errors);
  }

  /** Names of the fields that differ, as Keycloak calls them. */
  SortedSet<String> differences(RegisteredClient actual, DesiredClient desired, RealmFacts known) {
    ManagedFields stored = (ManagedFields) actual.settings();
    ManagedFields wanted = ManagedFields.of(desired, known, stored.unmanaged());
    SortedSet<String> fields = ownDifferences(actual, desired, wanted);
    fields.addAll(stored.scopeDifferences(wanted));
    if (!AssignedScopes.missing(desired, known.scopes()).isEmpty()) {
      fields.add("defaultClientScopes");
    }
    return fields;
  }

  /** Those that one PUT changes. */
  private static SortedSet<String> ownDifferences(
      RegisteredClient actual, DesiredClient desired, ManagedFields wanted) {
    SortedSet<String> fields = wanted.differences((ManagedFields) actual.settings());
    if (!desired.owner().equals(actual.owner())) {
      fields.add("owner");
    }
    if (wanted.needsSecret() && actual.secret() == null) {
      fields.add(SECRET);
    }
    return fields;
  }

  Update update(RegisteredClient actual, DesiredClient desired, Supplier<String> newSecret)
      throws UnavailableException, InterruptedException {
    RealmFacts known = facts.get();
    SortedSet<String> before = differences(actual, desired, known);
    if (before.isEmpty()) {
      return new Unchanged(actual);
    }
    Supplier<String> sameSecret = once(newSecret);
    Update first = write(actual, desired, sameSecret, before, known);
    return first instanceof Rejected && areOutdated(known)
        ? write(actual, desired, sameSecret, before, facts.get())
        : first;
  }

  private static Supplier<String> once(Supplier<String> newSecret) {
    var made =
        new Supplier<String>() {
          private @Nullable String value;

          @Override
          public String get() {
            String known = value;
            if (known == null) {
              known = newSecret.get();
              value = known;
            }
            return known;
          }
        };
    return made;
  }

  private Update write(
      RegisteredClient actual,
      DesiredClient desired,
      Supplier<String> newSecret,
      SortedSet<String> before,
      RealmFacts known)
      throws UnavailableException, InterruptedException {
    Optional<Rejected> rejected = createScopes(desired, known);
    if (rejected.isPresent()) {
      return rejected.get();
    }
    RealmFacts now = facts.get();
    ManagedFields stored = (ManagedFields) actual.settings();
    ManagedFields wanted = ManagedFields.of(desired, now, stored.unmanaged());
    if (!scopes.remove(actual.id(), stored.assigned(), wanted.assigned(), now)) {
      return afresh(actual, desired, newSecret, now);
    }
    SortedSet<String> own = ownDifferences(actual, desired, wanted);
    String secret = own.contains(SECRET) ? newSecret.get() : null;
    if (!own.isEmpty()) {
      Answer answer = put(actual.id(), ClientDocument.update(wanted, desired.owner(), secret));
      if (isClientMissing(answer)) {
        return new Vanished();
      }
      if (answer.status() == BAD_REQUEST) {
        return KeycloakErrors.rejected(answer);
      }
      if (!answer.isSuccess()) {
        throw errors.refused(answer, null);
      }
    }
    if (!scopes.add(actual.id(), stored.assigned(), wanted.assigned(), now)) {
      return afresh(actual, desired, newSecret, now);
    }
    return new Updated(
        new RegisteredClient(
            actual.id(),
            actual.clientId(),
            desired.owner(),
            wanted.needsSecret() ? secret == null ? actual.secret() : secret : null,
            wanted),
        new Differs(before));
  }

  /** The client or a scope of it was removed meanwhile: what is known about them is outdated. */
  private Update afresh(
      RegisteredClient actual, DesiredClient desired, Supplier<String> newSecret, RealmFacts known)
      throws UnavailableException, InterruptedException {
    Answer answer = api.call("GET", "/clients/" + actual.id());
    if (isClientMissing(answer)) {
      return new Vanished();
    }
    if (!answer.isSuccess() || !areOutdated(known)) {
      throw errors.refused(answer, null);
    }
    return update(ClientDocument.read(answer.body(), errors), desired, newSecret);
  }

  /** Several simultaneous updates of one client may fail with 409: the last one wins. */
  Answer put(String id, ObjectNode client) throws UnavailableException, InterruptedException {
    Answer answer = api.send("PUT", "/clients/" + id, client);
    return answer.status() == CONFLICT ? api.send("PUT", "/clients/" + id, client) : answer;
  }

  static boolean isClientMissing(Answer answer) {
    return answer.status() == 404 && answer.error().startsWith("Could not find client");
  }

  /** Reads the facts again: whether others than these hold now. */
  boolean areOutdated(RealmFacts known) throws UnavailableException, InterruptedException {
    facts.forget(known);
    return !facts.get().equals(known);
  }

  /** Creates what the realm lacks, if that is desired; afterwards the facts know it. */
  Optional<Rejected> createScopes(DesiredClient desired, RealmFacts known)
      throws UnavailableException, InterruptedException {
    Set<String> missing = AssignedScopes.missing(desired, known.scopes());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    Optional<Rejected> rejected = RealmScopes.rejection(desired, known);
    if (rejected.isEmpty()) {
      rejected = scopes.create(missing);
      facts.forget(known);
    }
    return rejected;
  }
}
