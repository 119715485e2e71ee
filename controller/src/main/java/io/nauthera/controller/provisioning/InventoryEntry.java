package io.nauthera.controller.provisioning;

import io.nauthera.controller.provisioning.RegisteredClient.StoredSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RealmInventory} knows about a client id.
 *
 * @param client null if the client was removed
 * @param write the number of the controller's last write that this entry contains
 * @param correction the last correction, until a walk shows that it lasted
 * @param returns how many walks in a row have shown that what was corrected came back
 */
record InventoryEntry(
    @Nullable RegisteredClient client, long write, @Nullable Correction correction, int returns) {
  static final InventoryEntry NONE = new InventoryEntry(null, 0, null, 0);

  /** So many returns are not changes by hand. */
  private static final int INSISTS_AFTER = 2;

  /** A correction is tried again after so many walks. */
  private static final int TRY_AGAIN_AFTER = 12;

  /** A write that replaced these settings, to reach the desired client. */
  record Correction(StoredSettings replaced, DesiredClient desired) {}

  InventoryEntry written(@Nullable RegisteredClient newClient, long newWrite) {
    return new InventoryEntry(newClient, newWrite, correction, returns);
  }

  InventoryEntry corrected(RegisteredClient newClient, long newWrite, Correction newCorrection) {
    return new InventoryEntry(
        newClient, newWrite, newCorrection, newCorrection.equals(correction) ? returns : 0);
  }

  InventoryEntry seen(RegisteredClient newClient) {
    return correction != null && newClient.settings().equals(correction.replaced())
        ? new InventoryEntry(newClient, write, correction, returns + 1)
        : new InventoryEntry(newClient, write, null, 0);
  }

  boolean insists(Correction wanted) {
    return wanted.equals(correction) && returns >= INSISTS_AFTER && !isTrialDue();
  }

  boolean isTrialDue() {
    return returns > 0 && returns % TRY_AGAIN_AFTER == 0;
  }
}
