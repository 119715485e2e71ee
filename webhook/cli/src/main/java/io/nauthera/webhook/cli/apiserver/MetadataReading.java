package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metadata read as Go's JSON decoder reads it into metav1.ObjectMeta: what has another type fails,
 * what has no place is noted, empty values vanish.
 */
final class MetadataReading {
  /** The decoder keeps no more. */
  private static final int MOST_UNKNOWN = 100;

  private static final ValuePath METADATA = ValuePath.ROOT.child("metadata");

  /** What the decoder says, and where; of several the first, or the one that stops it. */
  record Failure(ValuePath place, String message) {}

  private final List<String> unknown = new ArrayList<>();
  private @Nullable Failure failure;
  private boolean isStopped;

  /** The paths of unknown fields, in the order in which the API server lists them. */
  List<String> unknown() {
    return unknown;
  }

  /** Null where all could be read. */
  @Nullable Failure failure() {
    return failure;
  }

  ObjectNode read(JsonNode metadata) {
    JsonNode read = value(metadata, GoType.OBJECT_META, METADATA, null, "");
    return read instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  /** Null where Go would leave the field as it was: empty. */
  private @Nullable JsonNode value(
      JsonNode value, GoType type, ValuePath path, GoType.@Nullable Struct in, String field) {
    if (isStopped || value.isNull() || value.isMissingNode()) {
      return null;
    }
    return switch (type) {
      case GoType.Text text when value.isTextual() -> value.textValue().isEmpty() ? null : value;
      case GoType.Truth truth when value.isBoolean() -> value;
      case GoType.Raw raw -> value;
      case GoType.Time time when value.isTextual() -> {
        String problem = GoTime.problem(GoFormat.whole(value.textValue()));
        if (problem != null) {
          isStopped = true;
          failure = new Failure(path, problem);
        }
        yield value;
      }
      case GoType.Time time -> {
        isStopped = true;
        failure = new Failure(path, wrongType(value, "string", in, field));
        yield null;
      }
      case GoType.Whole whole when value.isNumber() -> {
        if (!GoNumber.isInt(value)) {
          String given = "number " + GoNumber.json(value);
          fail(path, "json: cannot unmarshal " + given + into(whole.name(), in, field));
        }
        yield value;
      }
      case GoType.Texts texts when value.isObject() -> texts(value, path, in, field);
      case GoType.Items items when value.isArray() -> items(value, items.item(), path, in, field);
      case GoType.Struct struct when value.isObject() -> struct(value, struct, path, field);
      default -> {
        fail(path, wrongType(value, type.name(), in, field));
        yield null;
      }
    };
  }

  private @Nullable JsonNode texts(
      JsonNode value, ValuePath path, GoType.@Nullable Struct in, String field) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : GoFormat.sorted(value)) {
      JsonNode text = value(entry.getValue(), GoType.STRING, path.child(entry.getKey()), in, field);
      copy.set(entry.getKey(), text == null ? TextNode.valueOf("") : text);
    }
    return copy.isEmpty() ? null : copy;
  }

  private @Nullable JsonNode items(
      JsonNode value, GoType item, ValuePath path, GoType.@Nullable Struct in, String field) {
    ArrayNode copy = JsonNodeFactory.instance.arrayNode(value.size());
    for (int i = 0; i < value.size(); i++) {
      JsonNode read = value(value.path(i), item, path.item(i), in, field);
      if (read != null) {
        copy.add(read);
      } else if (item instanceof GoType.Struct struct) {
        copy.add(filled(JsonNodeFactory.instance.objectNode(), struct));
      } else {
        copy.add("");
      }
    }
    return copy.isEmpty() ? null : copy;
  }

  private ObjectNode struct(JsonNode value, GoType.Struct struct, ValuePath path, String field) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : GoFormat.sorted(value)) {
      String name = entry.getKey();
      GoType type = struct.fields().get(name);
      if (type == null) {
        String place = path.child(name).toString();
        if (!isStopped && unknown.size() < MOST_UNKNOWN) {
          unknown.add(place);
        }
        continue;
      }
      String inner = field.isEmpty() ? name : field + "." + name;
      JsonNode read = value(entry.getValue(), type, path.child(name), struct, inner);
      if (read != null) {
        copy.set(name, read);
      }
    }
    return filled(copy, struct);
  }

  private static ObjectNode filled(ObjectNode copy, GoType.Struct struct) {
    for (String name : struct.always()) {
      if (!copy.has(name)) {
        copy.put(name, "");
      }
    }
    return copy;
  }

  private void fail(ValuePath path, String message) {
    if (failure == null) {
      failure = new Failure(path, message);
    }
  }

  private static String wrongType(
      JsonNode value, String type, GoType.@Nullable Struct in, String field) {
    String given =
        switch (value.getNodeType()) {
          case OBJECT -> "object";
          case ARRAY -> "array";
          case BOOLEAN -> "bool";
          case NUMBER -> "number";
          default -> "string";
        };
    return "json: cannot unmarshal " + given + into(type, in, field);
  }

  private static String into(String type, GoType.@Nullable Struct in, String field) {
    return in == null
        ? " into Go value of type " + type
        : " into Go struct field " + in.bare() + "." + field + " of type " + type;
  }
}
