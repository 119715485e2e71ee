package io.nauthera.api.schedule;

import io.nauthera.api.text.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One field of a cron expression, with its range and the names of its values. */
record CronField(String name, int min, int max, String range, List<String> names) {
  static final CronField MINUTE = new CronField("minute", 0, 59, "0-59", List.of());
  static final CronField HOUR = new CronField("hour", 0, 23, "0-23", List.of());
  static final CronField DAY = new CronField("day", 1, 31, "1-31", List.of());
  static final CronField MONTH =
      new CronField(
          "month",
          1,
          12,
          "1-12 or JAN-DEC",
          words("jan feb mar apr may jun jul aug sep oct nov dec"));
  static final CronField WEEKDAY =
      new CronField("weekday", 0, 6, "0-7 or SUN-SAT", words("sun mon tue wed thu fri sat"));

  private static final Pattern NUMBER = Pattern.compile("\\+?0*[0-9]{1,9}");
  private static final int INVALID = -1;
  private static final int SUNDAY = 0;

  /** Sunday as the last day of a week. */
  private static final int LAST_SUNDAY = 7;

  /** The bits of the values that the text selects; 0 where the text is not valid. */
  long values(String text) {
    long values = 0;
    for (String entry : entries(text)) {
      long selected = entry.isEmpty() ? 0 : entry(entry);
      if (selected == 0 && !entry.isEmpty()) {
        return 0;
      }
      values |= selected;
    }
    return values;
  }

  /** Whether the text contains *, and so does not restrict the field. */
  static boolean isUnrestricted(String text) {
    return List.of(entries(text)).stream()
        .map(entry -> entry.split("/", -1))
        .anyMatch(parts -> isAny(parts[0]) && (parts.length == 1 || number(parts[1]) == 1));
  }

  /** What is wrong with a text that is not valid. */
  String defect(String text) {
    return "%s %s is not valid: use %s, a list (,), a range (-), a step (/) or *"
        .formatted(name, Quoted.of(text), range);
  }

  private static String[] entries(String text) {
    return text.split(",", -1);
  }

  /** A value, a range, or * with the meaning of ?; each of them with or without a step. */
  private long entry(String entry) {
    String[] parts = entry.split("/", -1);
    int step = parts.length == 1 ? 1 : number(parts[1]);
    if (parts.length > 2 || step < 1) {
      return 0;
    }
    if (isAny(parts[0])) {
      return bits(min, max, step);
    }
    String[] ends = parts[0].split("-", -1);
    int first = value(ends[0]);
    if (ends.length == 1) {
      // A step after a single value continues to the end of the range.
      return bits(first, parts.length == 1 ? first : Math.max(first, max), step);
    }
    int last = value(ends[1]);
    return ends.length > 2 ? 0 : bits(first, isWeekUntil(first, last) ? LAST_SUNDAY : last, step);
  }

  /** As in FRI-SUN. */
  private boolean isWeekUntil(int first, int last) {
    return equals(WEEKDAY) && last == SUNDAY && first > last;
  }

  private long bits(int first, int last, int step) {
    if (first == INVALID || last == INVALID) {
      return 0;
    }
    long bits = 0;
    for (int value = first; value <= last; value += step) {
      bits |= 1L << (equals(WEEKDAY) ? value % LAST_SUNDAY : value);
    }
    return bits;
  }

  private int value(String text) {
    int index = names.indexOf(text.toLowerCase(Locale.ROOT));
    int value = index < 0 ? number(text) : min + index;
    return value < min || value > (equals(WEEKDAY) ? LAST_SUNDAY : max) ? INVALID : value;
  }

  private static int number(String text) {
    return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : INVALID;
  }

  /** A CronJob ignores what follows the hyphen. */
  private static boolean isAny(String text) {
    return text.equals("*") || text.equals("?") || text.startsWith("*-") || text.startsWith("?-");
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }
}
