package io.nauthera.api.governance;

import java.util.Comparator;

/** Who was there first: by time of creation (RFC 3339), and among those of one second by uid. */
public record Seniority(String created, String uid) implements Comparable<Seniority> {
  /** After everybody who is there. */
  public static final Seniority NEWCOMER = new Seniority("~", "~");

  private static final Comparator<Seniority> ORDER =
      Comparator.comparing(Seniority::created).thenComparing(Seniority::uid);

  @Override
  public int compareTo(Seniority other) {
    return ORDER.compare(this, other);
  }
}
