package io.nauthera.controller.provisioning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server whose clients are entries of a map. */
public final class InMemoryClientRegistry implements ClientRegistry {
  private final Map<String, Entry> clients = new HashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private @Nullable Outcome failure;

  private record Entry(DesiredClient desired, RegisteredClient registered, boolean owned) {}

  /** From now on the server answers every client with this. */
  public void reject(Rejected rejected) {
    failure = rejected;
  }

  /** From now on the server cannot be used. */
  public void fail(Unavailable unavailable) {
    failure = unavailable;
  }

  /** What {@link #ensure} has answered, the last one at the end. */
  public List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** The client as it was last made. */
  public Optional<DesiredClient> client(String clientId) {
    return Optional.ofNullable(clients.get(clientId)).map(Entry::desired);
  }

  @Override
  public Outcome ensure(DesiredClient desired) {
    Outcome outcome = failure == null ? ensured(desired) : failure;
    outcomes.add(outcome);
    return outcome;
  }

  private Outcome ensured(DesiredClient desired) {
    Entry entry = clients.get(desired.clientId());
    if (entry == null) {
      var created =
          new RegisteredClient(
              UUID.randomUUID().toString(),
              desired.clientId(),
              UUID.randomUUID().toString(),
              desired.refreshTokenLifetime(),
              desired.refreshTokenLifetime());
      clients.put(desired.clientId(), new Entry(desired, created, true));
      return new Created(created);
    }
    if (!isOwnedBy(entry, desired.owner())) {
      return taken(entry);
    }
    if (entry.desired().equals(desired)) {
      return new Unchanged(entry.registered());
    }
    clients.put(desired.clientId(), new Entry(desired, entry.registered(), true));
    return new Updated(entry.registered());
  }

  @Override
  public Removal remove(String clientId, Owner owner) {
    return leave(clientId, owner, null);
  }

  @Override
  public Removal release(String clientId, Owner owner) {
    Entry entry = clients.get(clientId);
    return leave(
        clientId,
        owner,
        entry == null ? null : new Entry(entry.desired(), entry.registered(), false));
  }

  private Removal leave(String clientId, Owner owner, @Nullable Entry left) {
    if (failure instanceof Unavailable unavailable) {
      return unavailable;
    }
    Entry entry = clients.get(clientId);
    if (entry != null && !isOwnedBy(entry, owner)) {
      return taken(entry);
    }
    clients.remove(clientId);
    if (left != null) {
      clients.put(clientId, left);
    }
    return new Removed();
  }

  private static boolean isOwnedBy(Entry entry, Owner owner) {
    return entry.owned() && entry.desired().owner().equals(owner);
  }

  private static Taken taken(Entry entry) {
    return new Taken(
        entry.desired().clientId(),
        entry.owned() ? "AuthClient " + entry.desired().owner() : "no AuthClient");
  }
}
