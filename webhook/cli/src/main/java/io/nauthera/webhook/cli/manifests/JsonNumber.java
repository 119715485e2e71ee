package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;

/**
 * Numbers as a webhook gets to see them: the API server keeps int64 and else float64, and writes a
 * float without a fraction, below 1e21, as digits only.
 */
final class JsonNumber {
  private static final double WRITTEN_WITH_EXPONENT = 1e21;

  private JsonNumber() {}

  static JsonNode of(long value) {
    return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }

  /** The value must be finite. */
  static JsonNode of(double value) {
    if (value != Math.rint(value) || Math.abs(value) >= WRITTEN_WITH_EXPONENT) {
      return DoubleNode.valueOf(value);
    }
    var digits = new BigDecimal(Double.toString(value)).toBigInteger();
    return digits.bitLength() < Long.SIZE ? of(digits.longValue()) : BigIntegerNode.valueOf(digits);
  }
}
