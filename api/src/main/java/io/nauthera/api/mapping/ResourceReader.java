package io.nauthera.api.mapping;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.LabelSelector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads resources from JSON that has passed the schema of the CRD. What cannot be read has passed
 * the schema of another version. Unknown fields are ignored, except in the spec of an AuthPolicy,
 * where they could be prohibitions. A field of a status that cannot be read counts as absent.
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

  private static final ObjectMapper STRICT =
      JSON.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Fields of the metadata that are needed where the metadata cannot be read. */
  private static final List<String> IDENTITY =
      List.of("name", "namespace", "uid", "resourceVersion", "deletionTimestamp");

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,63}");

  private static final String NOT_SUPPORTED = "is not supported by this version of Nauthera";

  private static final String OTHER_TYPE =
      "has a value of a type that this version of Nauthera does not support";

  private static final String MISSING = "is missing";

  private ResourceReader() {}

  /** Throws {@link Unreadable} where the object does not have the expected shape. */
  public static <R extends CustomResource<?, ?>> R read(JsonNode object, Class<R> kind) {
    require(object.at("/metadata/name").isTextual(), "metadata.name");
    require(object.at("/metadata/namespace").isTextual(), "metadata.namespace");
    require(object.path("spec").isObject(), "spec");
    R resource = parsed(only(object, List.of("apiVersion", "kind", "metadata", "spec")), kind);
    readStatus(object, resource);
    return resource;
  }

  /**
   * Reads a resource from the current token of the parser. Never fails because of what is stored:
   * where it cannot be read, the result has a {@link ReadFault}, and of its spec only what does not
   * depend on the rest.
   */
  static <R extends CustomResource<?, ?>> R readStored(JsonParser parser, Class<R> kind)
      throws IOException {
    ObjectNode manifest = ManifestTree.read(parser);
    try {
      R resource = read(manifest, kind);
      // The fault can also come with the JSON: it is beyond a bound, or a copy of a resource.
      return ReadFault.of(resource).isEmpty() ? resource : partial(manifest, kind);
    } catch (Unreadable e) {
      R resource = partial(manifest, kind);
      if (ReadFault.of(resource).isEmpty()) {
        new ReadFault(e.field(), String.valueOf(e.getMessage())).addTo(resource);
      }
      return resource;
    }
  }

  private static <R extends CustomResource<?, ?>> R parsed(JsonNode manifest, Class<R> kind) {
    try {
      // An old version must not ignore a prohibition.
      return (kind == AuthPolicy.class ? STRICT : JSON).treeToValue(manifest, kind);
    } catch (UnrecognizedPropertyException e) {
      throw new Unreadable(path(e), NOT_SUPPORTED, e);
    } catch (InvalidFormatException e) {
      throw new Unreadable(
          path(e), Quoted.of(String.valueOf(e.getValue())) + " " + NOT_SUPPORTED, e);
    } catch (InvalidNullException e) {
      throw new Unreadable(path(e), MISSING, e);
    } catch (JsonMappingException e) {
      throw new Unreadable(path(e), OTHER_TYPE, e);
    } catch (JsonProcessingException e) {
      throw new Unreadable("spec", OTHER_TYPE, e);
    }
  }

  private static ObjectNode only(JsonNode object, List<String> fields) {
    ObjectNode copy = JSON.createObjectNode();
    fields.stream().filter(object::has).forEach(field -> copy.set(field, object.get(field)));
    return copy;
  }

  /** Metadata, status, and the part of the spec that has a meaning without the rest. */
  private static <R extends CustomResource<?, ?>> R partial(ObjectNode manifest, Class<R> kind) {
    ObjectNode known = only(manifest, List.of("apiVersion", "kind", "metadata"));
    JsonNode spec = manifest.path("spec");
    if (kind == AuthClient.class) {
      known.set(
          "spec", only(spec, List.of("authServerRef", "clientId", "secretName", "deletionPolicy")));
    } else if (kind == AuthPolicy.class) {
      known.set("spec", selectors(spec));
    }
    R resource;
    try {
      resource = parsed(known, kind);
    } catch (Unreadable unreadableSpec) {
      resource = identity(known, kind);
    }
    readStatus(manifest, resource);
    return resource;
  }

  /** A selector that cannot be read counts as absent: then the policy selects too much. */
  private static ObjectNode selectors(JsonNode spec) {
    ObjectNode selectors = JSON.createObjectNode();
    for (String field : List.of("clientSelector", "namespaceSelector")) {
      if (spec.has(field)) {
        try {
          var unused = STRICT.treeToValue(spec.get(field), LabelSelector.class);
          selectors.set(field, spec.get(field));
        } catch (JsonProcessingException e) {
          // Left out.
        }
      }
    }
    return selectors;
  }

  private static <R extends CustomResource<?, ?>> R identity(ObjectNode manifest, Class<R> kind) {
    ObjectNode metadata = only(manifest, List.of("metadata"));
    try {
      return parsed(metadata, kind);
    } catch (Unreadable e) {
      ObjectNode least = JSON.createObjectNode();
      least.set("metadata", only(manifest.path("metadata"), IDENTITY));
      return parsed(least, kind);
    }
  }

  /** Leaves out each field that cannot be read. */
  private static void readStatus(JsonNode object, CustomResource<?, ?> resource) {
    if (!object.path("status").isObject()) {
      return;
    }
    ObjectNode readable = object.get("status").deepCopy();
    while (!readable.isEmpty()) {
      try {
        JsonNode manifest = JSON.createObjectNode().set("status", readable);
        var unused = JSON.readerForUpdating(resource).readValue(manifest);
        return;
      } catch (JsonMappingException e) {
        String field = e.getPath().size() < 2 ? null : e.getPath().get(1).getFieldName();
        if (field == null || readable.remove(field) == null) {
          return;
        }
      } catch (IOException e) {
        return;
      }
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

  /** What cannot be read of a resource, or mapped to the domain; empty where everything can. */
  static <R extends HasMetadata> Optional<String> fault(
      R resource, Object name, Function<R, ?> mapping) {
    String reason = ReadFault.of(resource).map(ReadFault::toString).orElse(null);
    if (reason == null) {
      try {
        var unused = mapping.apply(resource);
        return Optional.empty();
      } catch (IllegalArgumentException e) {
        reason = String.valueOf(e.getMessage());
      }
    }
    return Optional.of("%s %s cannot be read: %s".formatted(resource.getKind(), name, reason));
  }

  /** Maps a stored resource to the domain; empty where it cannot be read. */
  public static <R extends CustomResource<?, ?>, T> Optional<T> stored(
      JsonNode object, Class<R> kind, Function<R, T> mapping) {
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
        path.append(path.isEmpty() ? "" : ".").append(fieldName(part.getFieldName()));
      }
    }
    return path.isEmpty() ? "spec" : path.toString();
  }

  /** The name of a field in a path; quoted where it could be mistaken for something else. */
  static String fieldName(String name) {
    return PLAIN_NAME.matcher(name).matches() ? name : Quoted.of(name);
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
