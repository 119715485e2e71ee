package io.nauthera.webhook.admission.validation;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import io.nauthera.api.text.Quoted;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Explains what is wrong with a cron expression of five fields. */
final class CronExpressions {
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", "0-59"),
          new Field("hour", "0-23"),
          new Field("day", "1-31"),
          new Field("month", "1-12 or JAN-DEC"),
          new Field("weekday", "0-7 or SUN-SAT"));

  private CronExpressions() {}

  /** What is wrong, as the end of a sentence; empty where the expression is valid. */
  static Optional<String> defectOf(String expression) {
    if (parses(expression)) {
      return Optional.empty();
    }
    String[] values = expression.strip().split("\\s+", -1);
    if (values.length != FIELDS.size()) {
      return Optional.of(
          "it has %d %s instead of five (minute hour day month weekday)"
              .formatted(values.length, values.length == 1 ? "field" : "fields"));
    }
    return IntStream.range(0, FIELDS.size())
        .filter(i -> !parses(alone(values[i], i)))
        .mapToObj(i -> FIELDS.get(i).outOfRange(values[i]))
        .findFirst()
        .or(() -> Optional.of("its fields contradict each other"));
  }

  /** An expression in which only that field can be wrong. */
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
    String outOfRange(String value) {
      return "%s %s is out of range: use %s, a list (,), a range (-), a step (/) or *"
          .formatted(name, Quoted.of(value), range);
    }
  }
}
