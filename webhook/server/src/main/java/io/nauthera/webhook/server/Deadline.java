package io.nauthera.webhook.server;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Until when an answer is of use. The API server says in the query how long it waits ({@code
 * ?timeout=5s}); whoever comes later is answered for nobody.
 */
record Deadline(long nanoTime) {
  /** The chart's timeoutSeconds. */
  private static final Duration UNSAID = Duration.ofSeconds(5);

  private static final Pattern SECONDS = Pattern.compile("([1-9]\\d?)s");

  /** Earlier than the API server's own, so that what it gets is our answer and not its timeout. */
  static Deadline of(@Nullable String timeout) {
    Matcher given = SECONDS.matcher(timeout == null ? "" : timeout);
    Duration patience =
        given.matches() ? Duration.ofSeconds(Long.parseLong(given.group(1))) : UNSAID;
    return new Deadline(System.nanoTime() + patience.multipliedBy(4).dividedBy(5).toNanos());
  }

  /** Nanoseconds; negative where it has passed. */
  long remaining() {
    return nanoTime - System.nanoTime();
  }
}
