package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Texts and values as Go prints them: the API server's messages quote what was given this way. */
final class GoFormat {
  /** By bytes of UTF-8. */
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

  /** Half a surrogate pair is a replacement character as soon as the API server has read it. */
  private static int whole(int c) {
    return c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
  }

  /** As the API server has it after reading. */
  static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        var out = new StringBuilder(text.length());
        text.codePoints().map(GoFormat::whole).forEach(out::appendCodePoint);
        return out.toString();
      }
    }
    return text;
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

  /** {@code len}: bytes of UTF-8. */
  static int bytes(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  /** {@code json.Marshal}: keys sorted, signs of HTML escaped. */
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
        for (Map.Entry<String, JsonNode> entry : sorted(value)) {
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
      case NUMBER -> out.append(GoNumber.json(value));
      default -> out.append(value.asText());
    }
  }

  static List<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
    var entries = new ArrayList<>(object.properties());
    entries.sort(Map.Entry.comparingByKey(ORDER));
    return entries;
  }

  static String json(String text) {
    var out = new StringBuilder(text.length() + 2);
    json(text, out);
    return out.toString();
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
        // Surrogates stand for what comes after all other characters.
        boolean high = Character.isSurrogate(x);
        return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
