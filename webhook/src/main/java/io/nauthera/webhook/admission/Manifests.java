package io.nauthera.webhook.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Resources from the JSON of a review. The schema has been checked before, so what cannot be read
 * was let pass by a schema of another version.
 */
final class Manifests {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final String OTHER_TYPE =
      "holds a value of a type that this version of Nauthera does not know";

  private Manifests() {}

  /** Fails with what is {@link Unreadable} about it. */
  static <T> T read(JsonNode object, Class<T> kind) {
    try {
      return JSON.treeToValue(object, kind);
    } catch (InvalidFormatException e) {
      throw new Unreadable(
          path(e), "\"" + e.getValue() + "\" is not known to this version of Nauthera", e);
    } catch (JsonMappingException e) {
      throw new Unreadable(path(e), OTHER_TYPE, e);
    } catch (JsonProcessingException e) {
      throw new Unreadable("spec", OTHER_TYPE, e);
    }
  }

  /** The domain's reading of a resource; fails with what is {@link Unreadable} about it. */
  static <R, T> T mapped(R resource, Function<R, T> mapping) {
    try {
      return mapping.apply(resource);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("spec", String.valueOf(e.getMessage()), e);
    }
  }

  /** The domain's reading of a resource that is stored; empty where it cannot be read any more. */
  static <R, T> Optional<T> stored(JsonNode object, Class<R> kind, Function<R, T> mapping) {
    try {
      return Optional.of(mapped(read(object, kind), mapping));
    } catch (Unreadable e) {
      return Optional.empty();
    }
  }

  private static String path(JsonMappingException e) {
    var path = new StringBuilder();
    for (JsonMappingException.Reference part : e.getPath()) {
      if (part.getFieldName() == null) {
        path.append('[').append(part.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(part.getFieldName());
      }
    }
    return path.isEmpty() ? "spec" : path.toString();
  }

  /** What the schema let pass and we cannot read: the manifest's fault, as far as one can tell. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    Unreadable(String field, String message, Exception cause) {
      super(message, cause);
      this.field = field;
    }

    String field() {
      return field;
    }
  }
}
