package io.nauthera.api.governance;

import java.util.Comparator;

/**
 * Which of two clients was created first: by time of creation (RFC 3339) and, within one second, by
 * uid. Clients that are not stored come after all that are, by {@code position}.
 */
public record CreationOrder(long position, String created, String uid)
    implements Comparable<CreationOrder> {
  /** After every other client. */
  public static final CreationOrder NEWCOMER = unstored(Long.MAX_VALUE);

  private static final Comparator<CreationOrder> ORDER =
      Comparator.comparingLong(CreationOrder::position)
          .thenComparing(CreationOrder::created)
          .thenComparing(CreationOrder::uid);

  /** Of a client that is stored. */
  public CreationOrder(String created, String uid) {
    this(0, created, uid);
  }

  /** Of a client that exists only in a file; {@code position} is at least 1. */
  public static CreationOrder unstored(long position) {
    return new CreationOrder(position, "", "");
  }

  @Override
  public int compareTo(CreationOrder other) {
    return ORDER.compare(this, other);
  }
}
