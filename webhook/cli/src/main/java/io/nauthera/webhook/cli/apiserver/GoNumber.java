package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * Numbers as the API server holds and prints them: an int64 where it is written without a point and
 * fits, else a float64. Whatever kubectl or another client in Go sends has lost a point with
 * nothing after it, so 1.0 is an int64 here.
 */
final class GoNumber {
  private GoNumber() {}

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

  /** The same for what Go holds equal; a Long never equals a Double. */
  static Object key(JsonNode number) {
    return isInt(number) ? (Object) whole(number) : (Object) number.doubleValue();
  }

  /** As {@code %v} prints it. */
  static String plain(JsonNode number) {
    return isInt(number) ? Long.toString(whole(number)) : print(number.doubleValue(), -4, 6, false);
  }

  /** As {@code json.Marshal} prints it. */
  static String json(JsonNode number) {
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
