package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.CelValueConverter;
import dev.cel.common.values.NullValue;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts JSON to CEL values, lazily. */
final class CelValues {
  private CelValues() {}

  static Object of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> new Fields(node);
      case ARRAY -> new Items(node);
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> GoFormat.key(node);
      default -> NullValue.NULL_VALUE;
    };
  }

  /** Keeps maps and lists, which the default converter copies. */
  static final class Converter extends CelValueConverter {
    @Override
    public Object toRuntimeValue(Object value) {
      return value instanceof Fields || value instanceof Items
          ? value
          : super.toRuntimeValue(value);
    }
  }

  private static final class Fields extends AbstractMap<String, Object> {
    private final JsonNode node;

    Fields(JsonNode node) {
      this.node = node;
    }

    @Override
    public boolean containsKey(Object key) {
      return key instanceof String name && node.has(name);
    }

    @Override
    public @Nullable Object get(Object key) {
      JsonNode value = key instanceof String name ? node.get(name) : null;
      return value == null ? null : of(value);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      var entries = new LinkedHashSet<Map.Entry<String, Object>>();
      node.properties()
          .forEach(field -> entries.add(Map.entry(field.getKey(), of(field.getValue()))));
      return entries;
    }
  }

  private static final class Items extends AbstractList<Object> {
    private final JsonNode node;

    Items(JsonNode node) {
      this.node = node;
    }

    @Override
    public Object get(int index) {
      JsonNode item = node.get(index);
      if (item == null) {
        throw new IndexOutOfBoundsException(index);
      }
      return of(item);
    }

    @Override
    public int size() {
      return node.size();
    }
  }
}
