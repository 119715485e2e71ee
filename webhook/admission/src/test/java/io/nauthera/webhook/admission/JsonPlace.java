package io.nauthera.webhook.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The place of a value in a JSON tree: a field of an object or an item of an array. */
public record JsonPlace(JsonNode parent, String field, int index) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All places but the root, parents before children. */
  public static List<JsonPlace> in(JsonNode tree) {
    List<JsonPlace> places = new ArrayList<>();
    collect(tree, places);
    return places;
  }

  private static void collect(JsonNode node, List<JsonPlace> places) {
    node.properties()
        .forEach(entry -> {
          places.add(new JsonPlace(node, entry.getKey(), -1));
          collect(entry.getValue(), places);
        });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.add(new JsonPlace(node, "", i));
      collect(node.get(i), places);
    }
  }

  /** One copy of the tree for each place, including the root, and each value (JSON). */
  public static Stream<JsonNode> replacedIn(JsonNode tree, List<String> values) {
    ArrayNode holder = JSON.createArrayNode().add(tree);
    return IntStream.range(0, in(holder).size())
        .boxed()
        .flatMap(i ->
            values.stream()
                .map(value -> {
                  ArrayNode copy = holder.deepCopy();
                  in(copy).get(i).set(read(value));
                  return copy.get(0);
                }));
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode get() {
    return parent.isArray() ? parent.path(index) : parent.path(field);
  }

  public void set(JsonNode value) {
    if (parent instanceof ArrayNode list) {
      list.set(index, value);
    } else {
      ((ObjectNode) parent).set(field, value);
    }
  }

  public void remove() {
    if (parent instanceof ArrayNode list) {
      list.remove(index);
    } else {
      ((ObjectNode) parent).remove(field);
    }
  }

  /** Copies the value to a field with this name, or to the front of the array. */
  public void duplicate(String name) {
    if (parent instanceof ArrayNode list) {
      list.insert(0, get().deepCopy());
    } else {
      ((ObjectNode) parent).set(name, get().deepCopy());
    }
  }
}
