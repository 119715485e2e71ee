package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** AdmissionReviews as the API server sends them, from manifests in YAML. */
final class Reviews {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  private Reviews() {}

  static ObjectNode create(String resource, String object) {
    return review(resource, "CREATE", yaml(object), null);
  }

  static ObjectNode update(String resource, String object, String oldObject) {
    return review(resource, "UPDATE", yaml(object), yaml(oldObject));
  }

  static ObjectNode delete(String resource, String oldObject) {
    return review(resource, "DELETE", null, yaml(oldObject));
  }

  private static ObjectNode review(
      String resource, String operation, JsonNode object, JsonNode oldObject) {
    ObjectNode review =
        JSON.createObjectNode()
            .put("apiVersion", "admission.k8s.io/v1")
            .put("kind", "AdmissionReview");
    ObjectNode request =
        review.putObject("request").put("uid", "uid-1").put("operation", operation);
    request
        .putObject("resource")
        .put("group", "auth.nauthera.io")
        .put("version", "v1alpha1")
        .put("resource", resource);
    request.putObject("userInfo").put("username", "dana");
    request.set("object", object);
    request.set("oldObject", oldObject);
    return review;
  }

  static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
