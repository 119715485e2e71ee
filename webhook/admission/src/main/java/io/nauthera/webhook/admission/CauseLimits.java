package io.nauthera.webhook.admission;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the causes of a refusal fit into an answer of 32 KiB, which also contains the message that
 * repeats them, and at most 4 KiB of warnings.
 */
final class CauseLimits {
  static final int MAX_CAUSES = 100;
  private static final int MAX_BYTES = 26 << 10;

  /** One value can have 2,048 characters. */
  private static final int MAX_MESSAGE = 3_000;

  /** The JSON around one cause, and its mark in the message. */
  private static final int BYTES_AROUND = 80;

  private CauseLimits() {}

  /** The first causes that fit; the last one counts the rest. */
  static List<Verdict.Cause> fit(List<Verdict.Cause> causes) {
    List<Verdict.Cause> fitting = new ArrayList<>();
    int bytes = 0;
    for (Verdict.Cause cause : causes) {
      Verdict.Cause shown = cut(cause);
      bytes += bytes(shown);
      if (bytes > MAX_BYTES || fitting.size() == MAX_CAUSES) {
        break;
      }
      fitting.add(shown);
    }
    int more = causes.size() - fitting.size();
    if (more > 0) {
      if (fitting.size() == MAX_CAUSES) {
        fitting.removeLast();
        more++;
      }
      fitting.add(
          new Verdict.Cause(
              null,
              Verdict.CauseType.FieldValueForbidden,
              "spec",
              "and %d more %s".formatted(more, more == 1 ? "violation" : "violations")));
    }
    return List.copyOf(fitting);
  }

  private static Verdict.Cause cut(Verdict.Cause cause) {
    String message = cause.message();
    return message.length() <= MAX_MESSAGE
        ? cause
        : new Verdict.Cause(
            cause.rule(), cause.type(), cause.field(), message.substring(0, MAX_MESSAGE - 1) + "…");
  }

  /** In the cause and in the message. */
  private static int bytes(Verdict.Cause cause) {
    return 2 * (json(cause.field()) + json(cause.message())) + BYTES_AROUND;
  }

  /** In UTF-8, with a backslash before quotes and backslashes. */
  private static int json(String text) {
    long escaped = text.chars().filter(c -> c == '"' || c == '\\').count();
    return text.getBytes(StandardCharsets.UTF_8).length + (int) escaped;
  }
}
