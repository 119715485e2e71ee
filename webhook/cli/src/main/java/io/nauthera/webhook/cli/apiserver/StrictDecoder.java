package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies a value as the API server holds it: with defaults, without nulls and unknown fields. */
final class StrictDecoder {
  private final List<ValuePath> unknown = new ArrayList<>(0);

  /** The paths of unknown fields, in the order in which the API server lists them. */
  Stream<String> unknown() {
    return unknown.stream().map(ValuePath::toString).sorted(GoFormat.ORDER);
  }

  JsonNode read(JsonNode value, @Nullable SchemaNode schema, ValuePath path) {
    if (value.isNull() && schema != null && schema.fallback() != null) {
      return read(schema.fallback(), schema, path);
    }
    return switch (value) {
      case ObjectNode object -> readObject(object, schema, path);
      case ArrayNode list when schema != null && schema.keepsUnknown() -> list.deepCopy();
      case ArrayNode list -> readList(list, schema == null ? null : schema.items(), path);
      default -> value;
    };
  }

  private JsonNode readObject(ObjectNode object, @Nullable SchemaNode schema, ValuePath path) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      SchemaNode field = schema == null ? null : schema.field(name);
      if (field != null) {
        if (!value.isNull() || field.fallback() != null) {
          copy.set(name, read(value, field, path.child(name)));
        }
      } else if (schema != null && schema.keepsUnknown()) {
        copy.set(name, value.deepCopy());
      } else {
        unknown.add(path.child(name));
      }
    }
    if (schema != null) {
      for (String name : schema.defaulted()) {
        SchemaNode field = schema.field(name);
        if (field != null && field.fallback() != null && !copy.has(name)) {
          copy.set(name, read(field.fallback(), field, path.child(name)));
        }
      }
    }
    return copy;
  }

  private JsonNode readList(ArrayNode list, @Nullable SchemaNode items, ValuePath path) {
    ArrayNode copy = JsonNodeFactory.instance.arrayNode(list.size());
    for (int i = 0; i < list.size(); i++) {
      copy.add(read(list.get(i), items, path.item(i)));
    }
    return copy;
  }
}
