package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON values, one after the other, with a mark for each value within. */
final class JsonTree {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private final Marks.Recorder marks;
  private final List<UnreadableException> remarks = new ArrayList<>();
  private final String text;
  private int counted;
  private int line;
  private int column = 1;

  JsonTree(TextSlice piece, Marks.Recorder marks) {
    this.text = piece.text();
    this.line = piece.line();
    this.marks = marks;
    try {
      this.parser = JSON.createParser(new StringReader(text));
    } catch (IOException impossible) {
      throw new IllegalStateException("A text in memory cannot fail", impossible);
    }
  }

  /** What is wrong and keeps nothing from being read; of the last value. */
  List<UnreadableException> remarks() {
    return remarks;
  }

  /** How many characters the values so far took. */
  int offset() {
    return (int) parser.currentLocation().getCharOffset();
  }

  /** Null after the last value. */
  @Nullable JsonNode next() {
    remarks.clear();
    try {
      return parser.nextToken() == null ? null : value(null, here(), 1);
    } catch (JsonProcessingException refused) {
      throw unreadable(refused);
    } catch (IOException impossible) {
      throw new IllegalStateException("A text in memory cannot fail", impossible);
    }
  }

  private JsonNode value(@Nullable String key, Position at, int depth) throws IOException {
    if (depth > YamlTree.DEEPEST) {
      throw new UnreadableException(
          here(),
          "nests deeper than " + YamlTree.DEEPEST + " levels: no manifest of Nauthera needs that");
    }
    if (marks.size() > YamlTree.MOST) {
      throw new UnreadableException(
          here(), "the document has more than " + YamlTree.MOST + " values: split it into several");
    }
    var mark = marks.open(key, at.line(), at.column());
    var value =
        switch (parser.currentToken()) {
          case START_OBJECT -> object(mark, depth);
          case START_ARRAY -> array(depth);
          case VALUE_STRING -> TextNode.valueOf(Unicode.whole(parser.getText()));
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
          case VALUE_TRUE -> BooleanNode.TRUE;
          case VALUE_FALSE -> BooleanNode.FALSE;
          case VALUE_NULL -> NullNode.instance;
          case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
              throw new IllegalStateException("No value begins with " + parser.currentToken());
        };
    marks.close(mark);
    return value;
  }

  private ObjectNode object(int mark, int depth) throws IOException {
    var object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = Unicode.whole(parser.currentName());
      var at = here();
      if (object.has(key) && remarks.size() < YamlTree.MOST_REMARKS) {
        remarks.add(YamlTree.duplicate(key, at, marks.at(marks.child(mark, key))));
      }
      parser.nextToken();
      object.set(key, value(key, at, depth + 1));
    }
    return object;
  }

  private ArrayNode array(int depth) throws IOException {
    var array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(null, here(), depth + 1));
    }
    return array;
  }

  private JsonNode number(String digits) {
    if (digits.length() <= 20 && parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      try {
        return JsonNumber.of(Long.parseLong(digits));
      } catch (NumberFormatException beyondInt64) {
        return JsonNumber.of(Double.parseDouble(digits));
      }
    }
    var value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      remarks.add(
          new UnreadableException(
              here(),
              Quoted.of(digits)
                  + " is too large for a number: put it in quotes if the text is meant"));
      return TextNode.valueOf(digits);
    }
    return JsonNumber.of(value);
  }

  private Position here() {
    return position(parser.currentTokenLocation());
  }

  /** Tokens come in order, so that lines are counted once. */
  private Position position(JsonLocation location) {
    var offset = Math.clamp(location.getCharOffset(), counted, text.length());
    for (; counted < offset; counted++) {
      if (TextSlice.endsLine(text, counted)) {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(text.charAt(counted))) {
        column++;
      }
    }
    return new Position(line, column);
  }

  private UnreadableException unreadable(JsonProcessingException refused) {
    return switch (refused) {
      case JsonEOFException unused ->
          new UnreadableException(
              position(parser.currentLocation()),
              "the JSON ends too early: a closing \", ] or } is missing");
      case StreamConstraintsException unused ->
          new UnreadableException(
              here(), "is no JSON that can be read: it nests too deep or is too long");
      default -> {
        var location = refused.getLocation();
        yield new UnreadableException(
            position(location == null ? parser.currentLocation() : location),
            "is no valid JSON: " + sentence(refused.getOriginalMessage()));
      }
    };
  }

  private static String sentence(String message) {
    var end = message.indexOf('\n');
    var line = end < 0 ? message : message.substring(0, end);
    var code = line.indexOf(" (code ");
    var after = code < 0 ? -1 : line.indexOf(')', code);
    var told = after < 0 ? line : line.substring(0, code) + line.substring(after + 1);
    return told.isEmpty()
        ? "it cannot be read"
        : Character.toLowerCase(told.charAt(0)) + Quoted.clean(told.substring(1));
  }
}
