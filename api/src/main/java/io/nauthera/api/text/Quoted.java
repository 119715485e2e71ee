package io.nauthera.api.text;

/**
 * Text of unknown origin in a message: in quotes, on one line, cut after {@value #MAX_LENGTH}
 * characters. What would steer a terminal or reorder a line is shown as its code point.
 */
public final class Quoted {
  private static final int MAX_LENGTH = 100;

  private Quoted() {}

  public static String of(String text) {
    boolean isCut = text.codePointCount(0, text.length()) > MAX_LENGTH;
    String shown = isCut ? text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH)) : text;
    var quoted = new StringBuilder("\"");
    shown.codePoints().forEach(character -> append(quoted, character));
    return quoted.append(isCut ? "…\"" : "\"").toString();
  }

  private static void append(StringBuilder quoted, int character) {
    if (character == '"' || character == '\\') {
      quoted.append('\\').appendCodePoint(character);
    } else if (isPlain(character)) {
      quoted.appendCodePoint(character);
    } else {
      quoted.append("\\u{").append(Integer.toHexString(character)).append('}');
    }
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> true;
    };
  }
}
