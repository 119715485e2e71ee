package io.nauthera.api.oauth;

/** Percent-encoding of bytes in URIs (RFC 3986 §2.1). */
final class PercentEncoding {
  private static final String UNRESERVED_MARKS = "-._~";

  private PercentEncoding() {}

  /** The byte after a percent sign, or -1 where two hexadecimal digits do not follow it. */
  static int valueAt(String text, int percent) {
    if (percent + 2 >= text.length()) {
      return -1;
    }
    char high = text.charAt(percent + 1);
    char low = text.charAt(percent + 2);
    return high > 'f' || low > 'f' || Character.digit(high, 16) < 0 || Character.digit(low, 16) < 0
        ? -1
        : Character.digit(high, 16) * 16 + Character.digit(low, 16);
  }

  /** The text with characters as they are where they need no encoding (RFC 3986 §6.2.2.2). */
  static String withoutUnreserved(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var decoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int value = text.charAt(i) == '%' ? valueAt(text, i) : -1;
      if (value >= 0 && value < 0x80 && isUnreserved((char) value)) {
        decoded.append((char) value);
        i += 2;
      } else {
        decoded.append(text.charAt(i));
      }
    }
    return decoded.toString();
  }

  static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED_MARKS.indexOf(c) >= 0;
  }
}
