package io.nauthera.webhook.cli.manifests;

/** Text of a file as a message can show it: in quotes, short, and nothing that moves a terminal. */
final class Quoted {
  private static final int SHOWN = 60;

  private Quoted() {}

  static String of(String text) {
    return "\"" + plain(text) + "\"";
  }

  static String plain(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN
        ? clean(text)
        : clean(text.substring(0, text.offsetByCodePoints(0, SHOWN - 1))) + "…";
  }

  static String clean(String text) {
    var shown = new StringBuilder(text.length());
    text.codePoints().forEach(point -> shown.appendCodePoint(isShown(point) ? point : '\uFFFD'));
    return shown.toString();
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
