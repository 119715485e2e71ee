package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers and texts as the API server hands them to a webhook. */
public final class JsonValues {
  private static final double WRITTEN_WITH_EXPONENT = 1e21;
  private static final char REPLACEMENT = '\uFFFD';

  private JsonValues() {}

  static JsonNode number(long value) {
    return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }

  /** A finite float64; Go writes one without a fraction as digits only, below 1e21. */
  static JsonNode number(double value) {
    if (value != Math.rint(value) || Math.abs(value) >= WRITTEN_WITH_EXPONENT) {
      return DoubleNode.valueOf(value);
    }
    BigInteger digits = new BigDecimal(Double.toString(value)).toBigInteger();
    return digits.bitLength() < Long.SIZE
        ? number(digits.longValue())
        : BigIntegerNode.valueOf(digits);
  }

  /** Whether no escape has left half a surrogate pair. */
  static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints().noneMatch(JsonValues::isHalf);
      }
    }
    return true;
  }

  /** The text with U+FFFD for each half of a surrogate pair, as Go reads JSON. */
  public static String whole(String text) {
    if (isWhole(text)) {
      return text;
    }
    var whole = new StringBuilder();
    text.codePoints().forEach(c -> whole.appendCodePoint(isHalf(c) ? REPLACEMENT : c));
    return whole.toString();
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
