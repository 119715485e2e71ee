package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the JSON values of a text, one after the other. */
final class JsonReader {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(Limits.DEPTH)
                      .maxTokenCount(Limits.VALUES)
                      .maxNumberLength(Integer.MAX_VALUE)
                      .maxStringLength(Integer.MAX_VALUE)
                      .maxNameLength(Integer.MAX_VALUE)
                      .build())
              .build());

  private final TextSlice slice;
  private final JsonParser parser;
  private final List<UnreadableException> problems = new ArrayList<>(0);
  private int start;

  JsonReader(TextSlice slice) {
    this.slice = slice;
    try {
      this.parser = JSON.createParser(slice.text());
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot fail", impossible);
    }
  }

  /** Null after the last value. */
  @Nullable JsonNode next() {
    problems.clear();
    try {
      if (parser.nextToken() == null) {
        return null;
      }
      start = offset(parser.currentTokenLocation());
      return normalized(JSON.readTree(parser));
    } catch (JsonProcessingException refused) {
      throw unreadable(refused);
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot fail", impossible);
    }
  }

  /** Problems of the last value that did not prevent it from being read. */
  List<UnreadableException> problems() {
    return List.copyOf(problems);
  }

  /** The text of the last value. */
  TextSlice slice() {
    Position at = slice.position(start);
    return new TextSlice(slice.text().substring(start, end()), at.line(), at.column());
  }

  private int end() {
    return offset(parser.currentLocation());
  }

  /** Changes the value to what Go reads. */
  private JsonNode normalized(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> {
        ((ObjectNode) value).properties().forEach(f -> f.setValue(normalized(f.getValue())));
        yield value;
      }
      case ARRAY -> {
        var items = (ArrayNode) value;
        for (int i = 0; i < items.size(); i++) {
          items.set(i, normalized(items.path(i)));
        }
        yield items;
      }
      case STRING -> TextNode.valueOf(JsonValues.whole(value.textValue()));
      case NUMBER -> {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
          yield value;
        }
        double number = value.doubleValue();
        if (Double.isInfinite(number)) {
          problems.add(
              new UnreadableException(
                  slice.position(start), "a number in this JSON is too large: put it in quotes"));
          yield TextNode.valueOf("");
        }
        yield JsonValues.number(number);
      }
      case BINARY, BOOLEAN, MISSING, NULL, POJO -> value;
    };
  }

  private int offset(JsonLocation location) {
    return Math.clamp(location.getCharOffset(), 0, slice.text().length());
  }

  private UnreadableException unreadable(JsonProcessingException refused) {
    JsonLocation location = refused.getLocation();
    int at = offset(location == null ? parser.currentLocation() : location);
    String message =
        switch (refused) {
          case JsonEOFException unused ->
              "the JSON ends too early: a closing \", ] or } is missing";
          case StreamConstraintsException unused -> Limits.TOO_LARGE;
          default -> "is not valid JSON: " + reason(refused.getOriginalMessage());
        };
    return new UnreadableException(
        slice.position(refused instanceof JsonEOFException ? end() : at), message);
  }

  /** Without the code point, which is for programmers, and without the following lines. */
  private static String reason(String message) {
    String line = message.lines().findFirst().orElse("").replaceFirst(" \\(code [^)]*\\)", "");
    return line.isEmpty()
        ? "it cannot be read"
        : Character.toLowerCase(line.charAt(0)) + line.substring(1).replaceAll("\\p{C}", "\uFFFD");
  }
}
