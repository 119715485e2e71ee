package io.nauthera.controller.provisioning;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A server of clients that is nothing but a map. */
final class InMemoryClientRegistry implements ClientRegistry {
  private final Map<String, Entry> clients = new HashMap<>();

  private record Entry(DesiredClient desired, RegisteredClient registered, boolean owned) {}

  @Override
  public Outcome ensure(DesiredClient desired) {
    Entry entry = clients.get(desired.clientId());
    if (entry == null) {
      var created =
          new RegisteredClient(
              UUID.randomUUID().toString(),
              desired.clientId(),
              UUID.randomUUID().toString(),
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
    return leave(clientId, owner, Optional.empty());
  }

  @Override
  public Removal release(String clientId, Owner owner) {
    Entry entry = clients.get(clientId);
    return leave(
        clientId,
        owner,
        Optional.ofNullable(entry).map(e -> new Entry(e.desired(), e.registered(), false)));
  }

  private Removal leave(String clientId, Owner owner, Optional<Entry> left) {
    Entry entry = clients.get(clientId);
    if (entry != null && !isOwnedBy(entry, owner)) {
      return taken(entry);
    }
    clients.remove(clientId);
    left.ifPresent(rest -> clients.put(clientId, rest));
    return new Removed();
  }

  private static boolean isOwnedBy(Entry entry, Owner owner) {
    return entry.owned() && entry.desired().owner().equals(owner);
  }

  private static Taken taken(Entry entry) {
    return new Taken(
        entry.desired().clientId(), entry.owned() ? entry.desired().owner().toString() : "nobody");
  }
}
