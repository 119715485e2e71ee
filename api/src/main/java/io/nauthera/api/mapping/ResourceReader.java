package io.nauthera.api.mapping;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.generator.annotation.Required;
import io.nauthera.api.text.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads resources from JSON that has passed the schema of the CRD. What cannot be read has passed
 * the schema of another version.
 */
public final class ResourceReader {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new RequiredBySchema());

  static {
    // The schema forbids null in lists; in a map, null means absent.
    JSON.configOverride(List.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
    JSON.configOverride(Map.class).setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP));
  }

  private static final String OTHER_TYPE =
      "has a value of a type that this version of Nauthera does not support";

  private static final String MISSING = "is missing";

  private ResourceReader() {}

  /** Throws {@link Unreadable} where the object does not have the expected shape. */
  public static <T> T read(JsonNode object, Class<T> kind) {
    require(object.at("/metadata/name").isTextual(), "metadata.name");
    require(object.at("/metadata/namespace").isTextual(), "metadata.namespace");
    require(object.path("spec").isObject(), "spec");
    try {
      return JSON.treeToValue(object, kind);
    } catch (InvalidFormatException e) {
      throw new Unreadable(
          path(e),
          Quoted.of(String.valueOf(e.getValue())) + " is not supported by this version of Nauthera",
          e);
    } catch (InvalidNullException e) {
      throw new Unreadable(path(e), MISSING, e);
    } catch (JsonMappingException e) {
      throw new Unreadable(path(e), OTHER_TYPE, e);
    } catch (JsonProcessingException e) {
      throw new Unreadable("spec", OTHER_TYPE, e);
    }
  }

  private static void require(boolean isThere, String field) {
    if (!isThere) {
      throw new Unreadable(field, MISSING, null);
    }
  }

  /** Maps a resource to the domain; throws {@link Unreadable} where that is not possible. */
  public static <R, T> T mapped(R resource, Function<R, T> mapping) {
    try {
      return mapping.apply(resource);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("spec", String.valueOf(e.getMessage()), e);
    }
  }

  /** Maps a stored resource to the domain; empty where it cannot be read. */
  public static <R, T> Optional<T> stored(JsonNode object, Class<R> kind, Function<R, T> mapping) {
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

  /** Fields that the schema requires are required here too. */
  private static final class RequiredBySchema extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
      return annotated.hasAnnotation(Required.class)
          ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
          : super.findSetterInfo(annotated);
    }
  }

  /** A field that passed the schema but cannot be read. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    Unreadable(String field, String message, @Nullable Exception cause) {
      super(message, cause);
      this.field = field;
    }

    public String field() {
      return field;
    }
  }
}
