package io.nauthera.webhook.server;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When the API server stops waiting for an answer, which its query says: {@code ?timeout=5s}. */
record Deadline(long nanoTime) {
  /** The timeoutSeconds of the chart, for a query without a timeout. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private static final Pattern SECONDS = Pattern.compile("([1-9]\\d?)s");

  /** Ends before the timeout of the API server, so that it still receives our answer. */
  static Deadline of(@Nullable String timeout) {
    Matcher given = SECONDS.matcher(timeout == null ? "" : timeout);
    Duration wait =
        given.matches() ? Duration.ofSeconds(Long.parseLong(given.group(1))) : DEFAULT_TIMEOUT;
    return new Deadline(System.nanoTime() + wait.multipliedBy(4).dividedBy(5).toNanos());
  }

  /** Nanoseconds until the deadline; negative after it. */
  long remaining() {
    return nanoTime - System.nanoTime();
  }
}
