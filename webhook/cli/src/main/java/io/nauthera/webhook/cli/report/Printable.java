package io.nauthera.webhook.cli.report;

import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Text of unknown origin, fit for terminals, logs and XML 1.0: what would steer a terminal, reorder
 * a line or be no character at all is shown as its code point.
 */
public final class Printable {
  /** Zero-width (non-)joiners: emoji and several scripts need them, and they reorder nothing. */
  private static final int FIRST_JOINER = 0x200C;

  private static final int LAST_JOINER = 0x200D;

  private Printable() {}

  /** On one line. */
  public static String line(String text) {
    return replaced(text, Printable::isHarmless, Printable::shown);
  }

  /** On several lines where it has them. */
  static String lines(String text) {
    return replaced(text, Printable::isHarmlessInLines, Printable::shown);
  }

  /** A JSON text that says the same; half a character, which parsers refuse, becomes U+FFFD. */
  public static String json(String json) {
    return replaced(
        json, character -> character == '\r' || isHarmlessInLines(character), Printable::escaped);
  }

  private static String replaced(String text, IntPredicate stays, IntFunction<String> other) {
    if (text.codePoints().allMatch(stays)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(character -> {
          if (stays.test(character)) {
            safe.appendCodePoint(character);
          } else {
            safe.append(other.apply(character));
          }
        });
    return safe.toString();
  }

  private static boolean isHarmlessInLines(int character) {
    return character == '\n' || character == '\t' || isHarmless(character);
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> FIRST_JOINER <= character && character <= LAST_JOINER;
      default -> true;
    };
  }

  private static String shown(int character) {
    return switch (character) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u{%x}".formatted(character);
    };
  }

  private static String escaped(int character) {
    if (Character.getType(character) == Character.SURROGATE) {
      return "\\uFFFD";
    }
    StringBuilder units = new StringBuilder();
    for (char unit : Character.toChars(character)) {
      units.append("\\u%04X".formatted((int) unit));
    }
    return units.toString();
  }
}
