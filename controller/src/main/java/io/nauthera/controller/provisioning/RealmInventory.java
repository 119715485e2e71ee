package io.nauthera.controller.provisioning;

import io.nauthera.controller.provisioning.InventoryEntry.Correction;
import io.nauthera.controller.provisioning.RegisteredClient.StoredSettings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a realm that have the marker of this cluster, as they were last seen or written. A
 * {@link InventoryWalk} fills it; each write keeps it up to date. With it, a client that is as
 * desired costs no call. Each AuthServer has an inventory of its own. If two AuthServers name the
 * same realm, each inventory also contains the clients of the other AuthServer.
 */
public final class RealmInventory {
  private final Map<String, InventoryEntry> entries = new ConcurrentHashMap<>();
  private final AtomicLong writes = new AtomicLong();
  private volatile State state = new NotWalkedYet();

  /** Whether the inventory knows every client. */
  public sealed interface State {}

  /** The first walk has not finished: look again after it. */
  public record NotWalkedYet() implements State {}

  /** The first walk failed. */
  public record WalkFailed(Unavailable why) implements State {}

  /** A client that is not in the inventory was not seen at the last walk. */
  public record Complete() implements State {}

  public State state() {
    return state;
  }

  public Optional<RegisteredClient> find(String clientId) {
    InventoryEntry entry = entries.get(clientId);
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.client());
  }

  /** Every client, in no order. */
  public Collection<RegisteredClient> all() {
    return entries.values().stream()
        .flatMap(entry -> Optional.ofNullable(entry.client()).stream())
        .toList();
  }

  /** The client as it was just read or written. */
  public void put(RegisteredClient client) {
    write(client.clientId(), entry -> entry.written(client, writes.incrementAndGet()));
  }

  /**
   * The client as it was just written to reach {@code desired}, and the settings that the write
   * replaced: if they come back, the realm may insist on them.
   */
  public void corrected(RegisteredClient client, StoredSettings replaced, DesiredClient desired) {
    var correction = new Correction(replaced, desired);
    write(
        client.clientId(), entry -> entry.corrected(client, writes.incrementAndGet(), correction));
  }

  /** The client was just removed, or was found to be missing. */
  public void remove(String clientId) {
    write(clientId, entry -> entry.written(null, writes.incrementAndGet()));
  }

  /**
   * Whether it is useless to correct these settings now: the same correction was made before, and
   * walks have shown more than once that the settings came back. A client policy of the realm, for
   * example, can change each write. From time to time the answer is false, so that one more
   * correction shows whether that is still so.
   */
  public boolean insists(String clientId, StoredSettings actual, DesiredClient desired) {
    InventoryEntry entry = entries.get(clientId);
    return entry != null && entry.insists(new Correction(actual, desired));
  }

  /** Starts a walk; two walks must not overlap. */
  public InventoryWalk walk() {
    return new InventoryWalk(this);
  }

  /** The result of a walk. */
  public void walked(State result) {
    state = result;
  }

  long writes() {
    return writes.get();
  }

  /** Changes an entry, which is empty if there was none; null removes it. */
  void write(String clientId, Function<InventoryEntry, @Nullable InventoryEntry> change) {
    var unused =
        entries.compute(
            clientId, (id, entry) -> change.apply(entry == null ? InventoryEntry.NONE : entry));
  }

  Collection<String> clientIds() {
    return entries.keySet();
  }
}
