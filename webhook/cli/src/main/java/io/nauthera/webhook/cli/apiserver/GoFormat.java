package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Texts and numbers as the API server holds and prints them. A number is an int64 where it has no
 * fraction and fits, else a float64: clients in Go send 1.0 as 1.
 */
final class GoFormat {
  /** The order of bytes of UTF-8. */
  static final Comparator<String> ORDER = GoFormat::compare;

  private GoFormat() {}

  /** {@code strconv.Quote}. */
  static String quote(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> quote(c, out));
    return out.append('"').toString();
  }

  private static void quote(int c, StringBuilder out) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append((char) c);
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0B -> out.append("\\v");
      default -> {
        if (isPrintable(c)) {
          out.appendCodePoint(whole(c));
        } else if (c < 0x80) {
          out.append("\\x%02x".formatted(c));
        } else {
          out.append((c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
        }
      }
    }
  }

  /** The API server reads half a surrogate pair as U+FFFD. */
  private static int whole(int c) {
    return c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
  }

  private static boolean isPrintable(int c) {
    if (c < 0x7F) {
      return c >= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** {@code json.Marshal}: sorted keys, escaped HTML characters. */
  static String json(JsonNode value) {
    var out = new StringBuilder();
    json(value, out);
    return out.toString();
  }

  private static void json(JsonNode value, StringBuilder out) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        out.append('{');
        String comma = "";
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(value.properties());
        entries.sort(Map.Entry.comparingByKey(ORDER));
        for (Map.Entry<String, JsonNode> entry : entries) {
          json(entry.getKey(), out.append(comma));
          json(entry.getValue(), out.append(':'));
          comma = ",";
        }
        out.append('}');
      }
      case ARRAY -> {
        out.append('[');
        String comma = "";
        for (JsonNode item : value) {
          json(item, out.append(comma));
          comma = ",";
        }
        out.append(']');
      }
      case STRING -> json(value.textValue(), out);
      case NUMBER -> out.append(jsonNumber(value));
      default -> out.append(value.asText());
    }
  }

  private static void json(String text, StringBuilder out) {
    out.append('"');
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"', '\\' -> out.append('\\').append((char) c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '<', '>', '&', 0x2028, 0x2029 -> out.append("\\u%04x".formatted(c));
            default -> {
              if (c < ' ') {
                out.append("\\u%04x".formatted(c));
              } else {
                out.appendCodePoint(whole(c));
              }
            }
          }
        });
    out.append('"');
  }

  private static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogate pairs are greater than all other characters.
        boolean high = Character.isSurrogate(x);
        return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  static boolean isInt(JsonNode number) {
    if (number.isIntegralNumber()) {
      return number.canConvertToLong();
    }
    double value = number.doubleValue();
    return value == Math.rint(value) && value >= -0x1p63 && value < 0x1p63;
  }

  static boolean isFinite(JsonNode number) {
    return isInt(number) || Double.isFinite(number.doubleValue());
  }

  /** A key that is equal for numbers that Go holds equal; a Long never equals a Double. */
  static Object key(JsonNode number) {
    return isInt(number) ? (Object) whole(number) : (Object) number.doubleValue();
  }

  /** As {@code %v} prints it. */
  static String number(JsonNode number) {
    return isInt(number) ? Long.toString(whole(number)) : print(number.doubleValue(), -4, 6, false);
  }

  /** As {@code json.Marshal} prints it. */
  private static String jsonNumber(JsonNode number) {
    return isInt(number) ? Long.toString(whole(number)) : print(number.doubleValue(), -6, 21, true);
  }

  /** A float64 is sent with as few digits as tell it from others. */
  private static long whole(JsonNode number) {
    return number.isIntegralNumber()
        ? number.longValue()
        : new BigDecimal(Double.toString(number.doubleValue())).longValue();
  }

  /** In exponents below {@code least} and from {@code most} on with an exponent. */
  private static String print(double value, int least, int most, boolean shortExponent) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= least && exponent < most) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    var out = new StringBuilder(value < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    // json.Marshal makes e-09 e-9; an exponent above zero has two digits there anyway.
    if (size < 10 && !shortExponent) {
      out.append('0');
    }
    return out.append(size).toString();
  }
}
