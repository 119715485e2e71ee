package io.nauthera.webhook.admission;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is wrong with a cron expression of five fields, in words of its own. */
final class CronExpressions {
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", "0-59"),
          new Field("hour", "0-23"),
          new Field("day", "1-31"),
          new Field("month", "1-12 or JAN-DEC"),
          new Field("weekday", "0-7 or SUN-SAT"));

  private CronExpressions() {}

  /** A sentence that follows the expression and a colon; empty where nothing is wrong. */
  static Optional<String> defectOf(String expression) {
    if (parses(expression)) {
      return Optional.empty();
    }
    String[] values = expression.strip().split("\\s+", -1);
    if (values.length != FIELDS.size()) {
      return Optional.of(
          "it has %d %s and must have five (minute hour day month weekday)"
              .formatted(values.length, values.length == 1 ? "field" : "fields"));
    }
    return IntStream.range(0, FIELDS.size())
        .filter(i -> !parses(alone(values[i], i)))
        .mapToObj(i -> FIELDS.get(i).refuses(values[i]))
        .findFirst()
        .or(() -> Optional.of("its fields do not fit together"));
  }

  /** An expression of which nothing but that field can be wrong. */
  private static String alone(String value, int index) {
    String[] fields = new String[FIELDS.size()];
    Arrays.fill(fields, "*");
    fields[index] = value;
    return String.join(" ", fields);
  }

  private static boolean parses(String expression) {
    try {
      var unused =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
              .parse(expression)
              .validate();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private record Field(String name, String range) {
    String refuses(String value) {
      return "its %s \"%s\" must be of %s: one, a list (,), a range (-), a step (/) or *"
          .formatted(name, value, range);
    }
  }
}
