package io.nauthera.webhook.admission;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When the API server stops waiting for an answer, which its query says: {@code ?timeout=5s}. */
public final class Deadline {
  /** For callers that wait as long as it takes. */
  public static final Deadline NONE = after(Duration.ofDays(365));

  /** The timeoutSeconds of the chart, for a query without a timeout. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /** The largest timeoutSeconds of a webhook configuration (admissionregistration.k8s.io/v1). */
  private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);

  private static final Pattern SECONDS = Pattern.compile("([1-9]\\d?)s");

  private final long nanoTime;

  private Deadline(long nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Ends before the timeout of the API server, so that it still receives our answer. */
  public static Deadline of(@Nullable String timeout) {
    Matcher given = SECONDS.matcher(timeout == null ? "" : timeout);
    Duration wait =
        given.matches() ? Duration.ofSeconds(Long.parseLong(given.group(1))) : DEFAULT_TIMEOUT;
    Duration allowed = wait.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : wait;
    return after(Duration.ofMillis(allowed.toMillis() * 4 / 5));
  }

  /** Ends after this time. */
  public static Deadline after(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Ends after this time, or with this deadline if that is earlier. */
  public Deadline atMost(Duration time) {
    Deadline other = after(time);
    return other.remaining() < remaining() ? other : this;
  }

  /** Nanoseconds until the deadline; negative after it. */
  public long remaining() {
    return nanoTime - System.nanoTime();
  }

  public boolean hasPassed() {
    return remaining() < 0;
  }
}
