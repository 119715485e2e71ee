package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copy of what is given as the API server would hold it: without unknown fields (each is noted)
 * and nulls, with defaults.
 */
final class StrictDecoder {
  private final List<ValuePath> unknown = new ArrayList<>();

  /** In the order in which the API server lists them. */
  List<String> unknown() {
    return unknown.stream().map(ValuePath::toString).sorted(GoFormat.ORDER).toList();
  }

  JsonNode read(JsonNode value, @Nullable SchemaNode schema, ValuePath path) {
    if (value instanceof ObjectNode object) {
      return readObject(object, schema, path);
    }
    if (value instanceof ArrayNode list) {
      return readList(list, schema, path);
    }
    return value;
  }

  private JsonNode readObject(ObjectNode object, @Nullable SchemaNode schema, ValuePath path) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      SchemaNode field = schema == null ? null : schema.field(name);
      if (field != null) {
        // A null asks for the default, and where there is none it is as good as not there.
        if (!value.isNull()) {
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
          copy.set(name, field.fallback());
        }
      }
    }
    return copy;
  }

  private JsonNode readList(ArrayNode list, @Nullable SchemaNode schema, ValuePath path) {
    if (schema != null && schema.keepsUnknown()) {
      return list.deepCopy();
    }
    ArrayNode copy = JsonNodeFactory.instance.arrayNode(list.size());
    SchemaNode items = schema == null ? null : schema.items();
    for (int i = 0; i < list.size(); i++) {
      copy.add(read(list.get(i), items, path.item(i)));
    }
    return copy;
  }
}
