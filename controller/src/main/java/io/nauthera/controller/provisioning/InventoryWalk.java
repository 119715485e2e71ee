package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.provisioning.RealmInventory.Complete;
import io.nauthera.controller.provisioning.RealmInventory.NotWalkedYet;
import io.nauthera.controller.provisioning.RealmInventory.WalkFailed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the pages of a realm. The pages are not a snapshot: what the controller wrote
 * after a page was asked for is newer than the page.
 */
public final class InventoryWalk {
  private final RealmInventory inventory;
  private final long start;
  private final Set<String> seen = new HashSet<>();
  private final Set<ClientName> changed = new TreeSet<>();

  InventoryWalk(RealmInventory inventory) {
    this.inventory = inventory;
    this.start = inventory.writes();
  }

  /** Call this before each page is asked for, and give the result to {@link #page}. */
  public long beforePage() {
    return inventory.writes();
  }

  /** Takes the clients of a page over. */
  public void page(List<RegisteredClient> clients, long beforePage) {
    clients.forEach(client -> {
      seen.add(client.clientId());
      inventory.write(
          client.clientId(), entry -> entry.write() > beforePage ? entry : compared(entry, client));
    });
  }

  private InventoryEntry compared(InventoryEntry before, RegisteredClient client) {
    InventoryEntry after = before.seen(client);
    if (!client.equals(before.client()) || after.isTrialDue()) {
      addOwner(before.client());
      addOwner(client);
    }
    return after;
  }

  private void addOwner(@Nullable RegisteredClient client) {
    Owner owner = client == null ? null : client.owner();
    if (owner != null) {
      changed.add(owner.name());
    }
  }

  /**
   * Every page was read. Forgets the clients that were on none of them and were not written since
   * the walk began.
   *
   * @return the AuthClients whose clients are new to the inventory, have changed or have gone
   */
  public Set<ClientName> complete() {
    Predicate<String> isSeen = seen::contains;
    inventory.clientIds().stream()
        .filter(isSeen.negate())
        .forEach(clientId -> inventory.write(clientId, this::withoutMissing));
    inventory.walked(new Complete());
    return changed;
  }

  private @Nullable InventoryEntry withoutMissing(InventoryEntry entry) {
    if (entry.write() > start) {
      return entry;
    }
    addOwner(entry.client());
    return null;
  }

  /** A page could not be read. What the inventory knew completely before, it still knows. */
  public void failed(Unavailable why) {
    switch (inventory.state()) {
      case NotWalkedYet notYet -> inventory.walked(new WalkFailed(why));
      case WalkFailed earlier -> inventory.walked(new WalkFailed(why));
      case Complete complete -> {}
    }
  }
}
