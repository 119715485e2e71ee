package io.nauthera.webhook.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Resources from the JSON of a review; the schema has been checked before, so what cannot be read
 * is a fault of ours.
 */
final class Manifests {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Manifests() {}

  static <T> T read(JsonNode object, Class<T> kind) {
    try {
      return JSON.treeToValue(object, kind);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "cannot be read as " + kind.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }
}
