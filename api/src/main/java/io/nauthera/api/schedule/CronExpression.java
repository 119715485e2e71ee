package io.nauthera.api.schedule;

import io.nauthera.api.text.Quoted;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The minutes at which something happens, in the syntax of a Kubernetes CronJob: five fields or a
 * nickname such as {@code @daily}, and 7 for Sunday too. Two expressions are equal if they mean the
 * same minutes, however they are written.
 */
public final class CronExpression implements Comparable<CronExpression> {
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private static final Pattern WORD = Pattern.compile("(?U)\\S+");
  private static final int FIELDS = 5;
  private static final String ORDER = "(minute hour day month weekday)";
  private static final byte EVERY_WEEKDAY = 0x7f;

  private final String text;
  private final long minutes;
  private final long hours;

  /** For each day of a leap year the weekdays on which it counts, as bits: all, some or none. */
  private final byte[] days;

  private CronExpression(String text, long minutes, long hours, byte[] days) {
    this.text = text;
    this.minutes = minutes;
    this.hours = hours;
    this.days = days;
  }

  /** The message of the exception says what is wrong. An expression may never occur. */
  public static CronExpression parse(String text) {
    List<String> fields = fields(text);
    String day = fields.get(2);
    String weekday = fields.get(4);
    long minutes = values(text, CronField.MINUTE, fields.get(0));
    long hours = values(text, CronField.HOUR, fields.get(1));
    long daysOfMonth = values(text, CronField.DAY, day);
    long months = values(text, CronField.MONTH, fields.get(3));
    long weekdays = values(text, CronField.WEEKDAY, weekday);
    boolean needsBoth = CronField.isUnrestricted(day) || CronField.isUnrestricted(weekday);
    return new CronExpression(
        text, minutes, hours, days(months, daysOfMonth, (byte) weekdays, needsBoth));
  }

  /** Why a schedule must not be the text, as a sentence; empty where it may be. */
  public static Optional<String> defectOf(String text) {
    try {
      return parse(text).occurs()
          ? Optional.empty()
          : Optional.of(
              "%s never occurs: none of its months has such a day; e.g. \"0 0 1 * *\" for the first day of every month"
                  .formatted(Quoted.of(text)));
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /** Whether there is such a minute: 30 February never occurs. */
  public boolean occurs() {
    return IntStream.range(0, days.length).anyMatch(i -> days[i] != 0);
  }

  private static List<String> fields(String text) {
    List<String> words = words(text);
    String first = words.isEmpty() ? "" : words.getFirst();
    String standard = words.size() == 1 ? NICKNAMES.get(first) : null;
    if (standard != null) {
      return words(standard);
    }
    if (first.startsWith("@")) {
      throw invalid(
          text, "use @hourly, @daily, @weekly, @monthly, @yearly or five fields " + ORDER);
    }
    if (first.startsWith("TZ=") || first.startsWith("CRON_TZ=")) {
      throw invalid(text, "set the time zone in timeZone, and use only five fields " + ORDER);
    }
    if (words.size() != FIELDS) {
      throw invalid(
          text,
          "it has %d %s instead of five %s"
              .formatted(words.size(), words.size() == 1 ? "field" : "fields", ORDER));
    }
    return words;
  }

  private static long values(String text, CronField field, String value) {
    long values = field.values(value);
    if (values == 0) {
      throw invalid(text, field.defect(value));
    }
    return values;
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  private static IllegalArgumentException invalid(String text, String defect) {
    return new IllegalArgumentException(
        "%s is not a valid cron expression: %s; e.g. \"0 0 * * *\" for midnight every day"
            .formatted(Quoted.of(text), defect));
  }

  /** As in every cron: where both the day and the weekday are restricted, one of them is enough. */
  private static byte[] days(long months, long daysOfMonth, byte weekdays, boolean needsBoth) {
    byte[] days = new byte[366];
    int index = 0;
    for (Month month : Month.values()) {
      boolean isMonth = isSet(months, month.getValue());
      for (int day = 1; day <= month.maxLength(); day++) {
        if (isMonth) {
          byte otherwise = needsBoth ? 0 : weekdays;
          byte onThatDay = needsBoth ? weekdays : EVERY_WEEKDAY;
          days[index] = isSet(daysOfMonth, day) ? onThatDay : otherwise;
        }
        index++;
      }
    }
    return days;
  }

  private static boolean isSet(long bits, int index) {
    return (bits >> index & 1) == 1;
  }

  @Override
  public int compareTo(CronExpression other) {
    int byHour = Long.compare(hours, other.hours);
    int byMinute = byHour == 0 ? Long.compare(minutes, other.minutes) : byHour;
    return byMinute == 0 ? Arrays.compare(days, other.days) : byMinute;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CronExpression that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(days) + 31 * Long.hashCode(hours) + Long.hashCode(minutes);
  }

  /** As it was written, in quotes. */
  @Override
  public String toString() {
    return Quoted.of(text);
  }
}
