package io.nauthera.api.governance;

import java.util.Comparator;

/** Who was there first: by time of creation (RFC 3339), and among those of one second by uid. */
public record CreationOrder(String created, String uid) implements Comparable<CreationOrder> {
  /** After everybody who is there. */
  public static final CreationOrder NEWCOMER = new CreationOrder("~", "~");

  private static final Comparator<CreationOrder> ORDER =
      Comparator.comparing(CreationOrder::created).thenComparing(CreationOrder::uid);

  @Override
  public int compareTo(CreationOrder other) {
    return ORDER.compare(this, other);
  }
}
