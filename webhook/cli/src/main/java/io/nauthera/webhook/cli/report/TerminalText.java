package io.nauthera.webhook.cli.report;

import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Makes text of unknown origin safe for terminals, logs and XML 1.0: control characters, characters
 * that reorder a line and invalid ones are shown as code points.
 */
public final class TerminalText {
  /** Zero-width (non-)joiners: emoji and several scripts need them, and they reorder nothing. */
  private static final int FIRST_JOINER = 0x200C;

  private static final int LAST_JOINER = 0x200D;

  private TerminalText() {}

  /** For one line. */
  public static String line(String text) {
    return replaced(text, TerminalText::isHarmless, TerminalText::shown);
  }

  /** Keeps line breaks. */
  static String lines(String text) {
    return replaced(text, TerminalText::isHarmlessInLines, TerminalText::shown);
  }

  /** Escapes JSON; half a surrogate pair, which parsers refuse, becomes U+FFFD. */
  public static String json(String json) {
    return replaced(
        json,
        character -> character == '\r' || isHarmlessInLines(character),
        TerminalText::escaped);
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
