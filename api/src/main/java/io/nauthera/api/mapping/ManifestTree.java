package io.nauthera.api.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.AuthApi;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one manifest into a tree of bounded size, because a byte of JSON can take 30 bytes of heap.
 * What is beyond the bounds is left out, and the metadata gets a {@link ReadFault}. The scalar
 * fields of the metadata are always there, and its managed fields never.
 */
final class ManifestTree {
  /** More than 10 times the values of the largest manifest that the schema accepts. */
  static final int MAX_VALUES = 20_000;

  /** More than any kind of Kubernetes that this program reads. */
  static final int MAX_DEPTH = 100;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private int maxValues;
  private int values;
  private @Nullable ReadFault fault;

  private ManifestTree(JsonParser parser, int maxValues) {
    this.parser = parser;
    this.maxValues = maxValues;
  }

  /** Reads a manifest of this API group, which begins at the current token of the parser. */
  static ObjectNode read(JsonParser parser) throws IOException {
    return new ManifestTree(parser, MAX_VALUES).manifest();
  }

  /** Reads a manifest of any API group; the number of values of others has no limit. */
  static ObjectNode readAny(JsonParser parser) throws IOException {
    return new ManifestTree(parser, Integer.MAX_VALUE).manifest();
  }

  private ObjectNode manifest() throws IOException {
    ObjectNode manifest = NODES.objectNode();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      readTopLevel(manifest);
    } else {
      skip();
    }
    if (fault != null) {
      fault.addTo(manifest.withObjectProperty("metadata"));
    }
    return manifest;
  }

  private void readTopLevel(ObjectNode manifest) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT && field.equals("metadata")) {
        manifest.set(field, metadata());
        continue;
      }
      values = 0;
      JsonNode value = value(ResourceReader.fieldName(field), 1);
      manifest.set(field, value);
      if (field.equals("apiVersion") && value.asText().startsWith(AuthApi.GROUP + "/")) {
        maxValues = MAX_VALUES;
      }
    }
  }

  private ObjectNode metadata() throws IOException {
    ObjectNode metadata = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken first = parser.nextToken();
      values = 0;
      if (field.equals("managedFields")) {
        // Large, and no reader needs it.
        skip();
      } else if (first.isScalarValue()) {
        metadata.set(field, JsonScalars.read(parser));
      } else {
        metadata.set(field, value("metadata." + field, 2));
      }
    }
    return metadata;
  }

  private JsonNode value(String path, int depth) throws IOException {
    values++;
    JsonToken token = parser.currentToken();
    if (token.isScalarValue()) {
      return JsonScalars.read(parser);
    }
    if (depth >= MAX_DEPTH) {
      exceeds(path, "is nested more than %d levels deep".formatted(MAX_DEPTH));
      skip();
      return NODES.nullNode();
    }
    return token == JsonToken.START_ARRAY ? array(path, depth) : object(path, depth);
  }

  private JsonNode array(String path, int depth) throws IOException {
    var array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (hasRoom(path)) {
        array.add(value(path, depth + 1));
      } else {
        skip();
      }
    }
    return array;
  }

  private JsonNode object(String path, int depth) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken first = parser.nextToken();
      if (first != null && hasRoom(path)) {
        String field = depth == 1 ? path + "." + ResourceReader.fieldName(name) : path;
        object.set(name, value(field, depth + 1));
      } else {
        skip();
      }
    }
    return object;
  }

  private void skip() throws IOException {
    var unused = parser.skipChildren();
  }

  private boolean hasRoom(String path) {
    if (values < maxValues) {
      return true;
    }
    exceeds(path, "has more than %d values".formatted(MAX_VALUES));
    return false;
  }

  private void exceeds(String path, String reason) {
    if (fault == null) {
      fault = new ReadFault(path, reason + ", which this version of Nauthera does not support");
    }
  }
}
