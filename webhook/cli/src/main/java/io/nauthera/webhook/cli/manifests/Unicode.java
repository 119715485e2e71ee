package io.nauthera.webhook.cli.manifests;

/** Escapes can name half a character, which no UTF-8 can carry on. */
final class Unicode {
  private static final char REPLACEMENT = '\uFFFD';

  private Unicode() {}

  static boolean isWhole(String text) {
    return text.codePoints().noneMatch(Unicode::isHalf);
  }

  /** As Go's JSON reads it. */
  static String whole(String text) {
    if (isLatin(text) || isWhole(text)) {
      return text;
    }
    var whole = new StringBuilder();
    text.codePoints().forEach(c -> whole.appendCodePoint(isHalf(c) ? REPLACEMENT : c));
    return whole.toString();
  }

  private static boolean isLatin(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
