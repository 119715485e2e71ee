package io.nauthera.api.governance;

import java.util.Comparator;

/**
 * Which of two clients was created first: by time of creation (RFC 3339) and, within one second, by
 * uid. Clients that are not stored come after all that are.
 */
public record CreationOrder(boolean isStored, String created, String uid)
    implements Comparable<CreationOrder> {
  /** Not stored yet. */
  public static final CreationOrder NEWCOMER = new CreationOrder(false, "", "");

  private static final Comparator<CreationOrder> ORDER =
      Comparator.comparing((CreationOrder order) -> !order.isStored)
          .thenComparing(CreationOrder::created)
          .thenComparing(CreationOrder::uid);

  public CreationOrder(String created, String uid) {
    this(true, created, uid);
  }

  @Override
  public int compareTo(CreationOrder other) {
    return ORDER.compare(this, other);
  }
}
