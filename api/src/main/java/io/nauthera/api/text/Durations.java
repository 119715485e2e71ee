package io.nauthera.api.text;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations in manifests: numbers with h, m or s, one after the other (24h, 1h30m). */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,5}[hms]){1,3}");
  private static final Pattern PART = Pattern.compile("([0-9]+)([hms])");

  private Durations() {}

  /** Throws an IllegalArgumentException that says what is accepted. */
  public static Duration parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Quoted.of(text)
              + " is not a valid duration: use hours, minutes and seconds, e.g. 15m, 24h or 1h30m");
    }
    Duration sum = Duration.ZERO;
    var parts = PART.matcher(text);
    while (parts.find()) {
      long number = Long.parseLong(parts.group(1));
      sum =
          sum.plus(
              switch (parts.group(2)) {
                case "h" -> Duration.ofHours(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofSeconds(number);
              });
    }
    return sum;
  }

  public static @Nullable Duration parseOrNull(@Nullable String text) {
    return text == null ? null : parse(text);
  }

  /** The shortest form with the same value: 900 seconds are 15m. */
  public static String format(Duration duration) {
    var text = new StringBuilder();
    append(text, duration.toHours(), 'h');
    append(text, duration.toMinutesPart(), 'm');
    append(text, duration.toSecondsPart(), 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, char unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }
}
