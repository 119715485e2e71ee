package io.nauthera.webhook.cli.manifests;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar means to kubectl, whose YAML is 1.1 with octal numbers of both versions: null, a
 * Boolean, Long, Double, BigInteger (beyond int64, within uint64) or String. Follows resolve.go of
 * go.yaml.in/yaml/v2, which sigs.k8s.io/yaml uses.
 */
final class YamlScalar {
  private static final String TAG = "tag:yaml.org,2002:";
  private static final BigInteger UINT64 = BigInteger.ONE.shiftLeft(64);

  private YamlScalar() {}

  /** Throws IllegalArgumentException, with a sentence, where the text is not what its tag says. */
  static @Nullable Object of(@Nullable String tag, String text, boolean plain) {
    if (tag == null) {
      return plain ? plain(text) : text;
    }
    return switch (tag) {
      case TAG + "binary" -> binary(text);
      case TAG + "bool" -> tagged(tag, text, plain(text) instanceof Boolean value ? value : null);
      case TAG + "int" ->
          tagged(tag, text, plain(text) instanceof Number n && !(n instanceof Double) ? n : null);
      case TAG + "float" ->
          tagged(
              tag,
              text,
              switch (plain(text)) {
                case Double value -> value;
                case Long value -> (double) value;
                case null, default -> null;
              });
      case TAG + "timestamp" -> tagged(tag, text, isDated(text) ? text : null);
      case TAG + "null" -> plain(text) == null ? null : tagged(tag, text, null);
      default -> text;
    };
  }

  /** A mapping's key as JSON has it. */
  static String key(@Nullable Object value, String text) {
    return switch (value) {
      case String key -> key;
      case Boolean key -> key.toString();
      case Long key -> key.toString();
      case Double key -> shortest(key);
      case null, default ->
          throw new IllegalArgumentException(
              Quoted.of(text) + " cannot be a key in JSON: put it in quotes if this text is meant");
    };
  }

  private static Object tagged(String tag, String text, @Nullable Object value) {
    if (value == null) {
      var name = "!!" + tag.substring(TAG.length());
      throw new IllegalArgumentException(
          Quoted.of(text) + " is no " + name + ": leave the tag out, or write such a value");
    }
    return value;
  }

  private static String binary(String text) {
    try {
      var base64 = text.replace("\n", "").replace("\r", "");
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is no !!binary: leave the tag out, or write base64", notBase64);
    }
  }

  private static boolean isDated(String text) {
    return text.length() >= 8
        && text.charAt(4) == '-'
        && text.substring(0, 4).chars().allMatch(YamlScalar::isDigit);
  }

  private static @Nullable Object plain(String text) {
    return text.isEmpty()
        ? null
        : switch (text.charAt(0)) {
          case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O', '~' -> word(text);
          case '.' -> {
            var value = word(text);
            yield value.equals(text) ? fraction(text) : value;
          }
          case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
            var value = word(text);
            yield value.equals(text) ? number(text) : value;
          }
          default -> text;
        };
  }

  @SuppressWarnings("NullAway") // null is a word, too
  private static Object word(String text) {
    return switch (text) {
      case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> true;
      case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> false;
      case "~", "null", "Null", "NULL" -> null;
      case ".nan", ".NaN", ".NAN" -> Double.NaN;
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Double.POSITIVE_INFINITY;
      case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
      default -> text;
    };
  }

  /** Unlike in other numbers, Go wants a digit on both sides of an underscore here. */
  private static Object fraction(String text) {
    for (var i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
      if (!isDigit(text.charAt(i - 1)) || i + 1 == text.length() || !isDigit(text.charAt(i + 1))) {
        return text;
      }
    }
    var digits = text.replace("_", "");
    var value = isFloat(digits) ? decimal(digits) : text;
    return value instanceof String ? text : value;
  }

  private static Object number(String text) {
    var digits = text.indexOf('_') < 0 ? text : text.replace("_", "");
    var signed = !digits.isEmpty() && (digits.charAt(0) == '-' || digits.charAt(0) == '+');
    var whole = integer(signed ? digits.substring(1) : digits);
    if (whole != null) {
      var value = digits.charAt(0) == '-' ? whole.negate() : whole;
      if (value.bitLength() < Long.SIZE) {
        return value.longValue();
      }
      if (!signed && value.compareTo(UINT64) < 0) {
        return value;
      }
    }
    if (isFloat(digits)) {
      var value = decimal(digits);
      return value instanceof String ? text : value;
    }
    return text;
  }

  /** Digits after Go's prefixes 0x, 0o, 0b and 0, or null. */
  private static @Nullable BigInteger integer(String text) {
    var radix = 10;
    var start = 0;
    if (text.length() > 1 && text.charAt(0) == '0') {
      start = 2;
      switch (text.charAt(1)) {
        case 'x', 'X' -> radix = 16;
        case 'o', 'O' -> radix = 8;
        case 'b', 'B' -> radix = 2;
        default -> {
          radix = 8;
          start = 1;
        }
      }
    }
    if (start == text.length()) {
      return null;
    }
    for (var i = start; i < text.length(); i++) {
      if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
        return null;
      }
    }
    // Longer ones are beyond uint64 unless they begin with zeros; a long number must not cost.
    var first = start;
    while (first < text.length() - 1 && text.charAt(first) == '0') {
      first++;
    }
    return text.length() - first > 64 ? null : new BigInteger(text.substring(first), radix);
  }

  private static boolean isFloat(String text) {
    var at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    var whole = digits(text, at);
    var end = whole;
    if (end < text.length() && text.charAt(end) == '.') {
      end = digits(text, end + 1);
      if (whole == at && end == whole + 1) {
        return false;
      }
    } else if (whole == at) {
      return false;
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      var exponent = end + 1;
      if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
        exponent++;
      }
      end = digits(text, exponent);
      return end > exponent && end == text.length();
    }
    return end == text.length();
  }

  private static int digits(String text, int from) {
    var end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Beyond what a double holds it stays text, as in Go. */
  private static Object decimal(String text) {
    var value = Double.parseDouble(text);
    return Double.isInfinite(value) ? text : value;
  }

  /** Go's {@code FormatFloat(value, 'g', -1, 32)}. */
  private static String shortest(double key) {
    var value = (float) key;
    if (Float.isNaN(value)) {
      return ".nan";
    }
    if (Float.isInfinite(value)) {
      return value < 0 ? "-.inf" : ".inf";
    }
    if (value == 0) {
      return Float.floatToRawIntBits(value) == 0 ? "0" : "-0";
    }
    var decimal = new BigDecimal(Float.toString(value)).stripTrailingZeros();
    var digits = decimal.unscaledValue().abs().toString();
    var exponent = digits.length() - 1 - decimal.scale();
    if (exponent >= -4 && exponent < 6) {
      return decimal.toPlainString();
    }
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
