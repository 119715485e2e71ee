package io.nauthera.webhook.cli.manifests;

import io.nauthera.api.text.Quoted;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads scalars as kubectl does: YAML 1.1 with the octal numbers of both versions and without
 * sexagesimal numbers. Follows resolve.go of go.yaml.in/yaml/v2, which sigs.k8s.io/yaml uses.
 */
final class KubectlResolver extends Resolver {
  /** The tag of a plain scalar without a tag: {@link #value} finds its type when it is needed. */
  static final Tag PLAIN = new Tag("plain");

  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  /** Go allows an underscore only between digits where a number starts with its point. */
  private static final Pattern FRACTION =
      Pattern.compile("\\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?");

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-.{3,}", Pattern.DOTALL);

  @Override
  public Tag resolve(NodeId kind, @Nullable String value, boolean isImplicit) {
    return switch (kind) {
      case scalar -> isImplicit ? PLAIN : Tag.STR;
      case sequence -> Tag.SEQ;
      case mapping -> Tag.MAP;
      case anchor -> throw new IllegalStateException("an anchor has no tag");
    };
  }

  /**
   * Null, a Boolean, Long, Double, BigInteger (beyond int64, within uint64) or String. Throws an
   * IllegalArgumentException, with a sentence, where the text does not fit its tag.
   */
  static @Nullable Object value(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(PLAIN)) {
      return plain(text);
    }
    if (tag.equals(Tag.STR)) {
      return text;
    }
    if (tag.equals(Tag.BINARY)) {
      return binary(text);
    }
    if (tag.equals(Tag.BOOL)) {
      return tagged(tag, text, plain(text) instanceof Boolean value ? value : null);
    }
    if (tag.equals(Tag.INT)) {
      return tagged(
          tag, text, plain(text) instanceof Number n && !(n instanceof Double) ? n : null);
    }
    if (tag.equals(Tag.FLOAT)) {
      return tagged(tag, text, plain(text) instanceof Number n ? n.doubleValue() : null);
    }
    if (tag.equals(Tag.TIMESTAMP)) {
      return tagged(tag, text, DATE.matcher(text).matches() ? text : null);
    }
    if (tag.equals(Tag.NULL)) {
      return plain(text) == null ? null : tagged(tag, text, null);
    }
    return text;
  }

  /** The key of a mapping as JSON has it. Throws as {@link #value} does. */
  static String key(ScalarNode scalar) {
    return switch (value(scalar)) {
      case String key -> key;
      case Boolean key -> key.toString();
      case Long key -> key.toString();
      case Double key when key.toString().equals(scalar.getValue()) -> scalar.getValue();
      case null, default ->
          throw new IllegalArgumentException(
              Quoted.of(scalar.getValue()) + " cannot be a key in JSON: put it in quotes");
    };
  }

  private static Object tagged(Tag tag, String text, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "%s is not a valid !!%s: remove the tag, or write such a value"
              .formatted(Quoted.of(text), tag.getValue().substring(Tag.PREFIX.length())));
    }
    return value;
  }

  private static String binary(String text) {
    try {
      String base64 = text.replace("\n", "").replace("\r", "");
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is not a valid !!binary: remove the tag, or write base64", notBase64);
    }
  }

  @SuppressWarnings("NullAway") // null is a value, too
  private static Object plain(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> true;
      case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> false;
      case ".nan", ".NaN", ".NAN" -> Double.NaN;
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Double.POSITIVE_INFINITY;
      case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
      default ->
          switch (text.charAt(0)) {
            case '.' -> FRACTION.matcher(text).matches() ? decimal(text, text) : text;
            case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(text);
            default -> text;
          };
    };
  }

  private static Object number(String text) {
    String digits = text.replace("_", "");
    if (INTEGER.matcher(digits).matches()) {
      BigInteger value = integer(digits);
      if (value.bitLength() < Long.SIZE) {
        return value.longValue();
      }
      if (value.bitLength() == Long.SIZE && Character.isDigit(digits.charAt(0))) {
        return value;
      }
    }
    return FLOAT.matcher(digits).matches() ? decimal(digits, text) : text;
  }

  /** Digits after a sign and one of Go's prefixes 0x, 0o, 0b and 0. */
  private static BigInteger integer(String digits) {
    boolean isSigned = digits.charAt(0) == '-' || digits.charAt(0) == '+';
    String number = isSigned ? digits.substring(1) : digits;
    char second = number.length() > 1 ? Character.toLowerCase(number.charAt(1)) : ' ';
    int radix = number.charAt(0) != '0' ? 10 : second == 'x' ? 16 : second == 'b' ? 2 : 8;
    var value = new BigInteger(Character.isLetter(second) ? number.substring(2) : number, radix);
    return digits.charAt(0) == '-' ? value.negate() : value;
  }

  /** A number that no double holds stays text, as in Go. */
  private static Object decimal(String digits, String text) {
    double value = Double.parseDouble(digits.replace("_", ""));
    return Double.isInfinite(value) ? text : value;
  }
}
