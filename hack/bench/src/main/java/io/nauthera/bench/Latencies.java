package io.nauthera.bench;

import java.util.Arrays;
import java.util.Locale;

/** The durations of many calls. */
final class Latencies {
  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  static Latencies of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  Latencies with(Latencies more) {
    long[] all = Arrays.copyOf(sorted, sorted.length + more.sorted.length);
    System.arraycopy(more.sorted, 0, all, sorted.length, more.sorted.length);
    return of(all);
  }

  /** The duration in milliseconds that this percentage of the calls did not exceed. */
  double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / 1e6;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %7.2f   p95 %7.2f   p99 %7.2f ms",
        percentile(50),
        percentile(95),
        percentile(99));
  }
}
