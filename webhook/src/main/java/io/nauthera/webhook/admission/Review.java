package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an AdmissionReview (admission.k8s.io/v1) asks; {@code object} and {@code oldObject} are null
 * nodes where there is none.
 */
public record Review(
    String uid,
    String resource,
    Operation operation,
    String user,
    JsonNode object,
    JsonNode oldObject) {

  /** What is about to be done. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE
  }

  /** Fails with a MalformedReview that says what is wrong. */
  static Review parse(JsonNode review) throws MalformedReview {
    if (!"AdmissionReview".equals(review.path("kind").textValue())) {
      throw new MalformedReview("kind must be AdmissionReview, not " + review.path("kind"));
    }
    if (!"admission.k8s.io/v1".equals(review.path("apiVersion").textValue())) {
      throw new MalformedReview(
          "apiVersion must be admission.k8s.io/v1, not " + review.path("apiVersion"));
    }
    JsonNode request = review.path("request");
    String uid = request.path("uid").asText();
    if (uid.isEmpty()) {
      throw new MalformedReview("request.uid is missing");
    }
    JsonNode resource = request.path("resource");
    return new Review(
        uid,
        resource.path("group").asText() + "/" + resource.path("resource").asText(),
        operation(request.path("operation").asText()),
        request.at("/userInfo/username").asText(),
        request.path("object"),
        request.path("oldObject"));
  }

  private static Operation operation(String operation) throws MalformedReview {
    return switch (operation) {
      case "CREATE" -> Operation.CREATE;
      case "UPDATE" -> Operation.UPDATE;
      case "DELETE" -> Operation.DELETE;
      default ->
          throw new MalformedReview(
              "request.operation must be CREATE, UPDATE or DELETE, not \"" + operation + "\"");
    };
  }

  boolean isTerminating() {
    return object.at("/metadata/deletionTimestamp").isTextual();
  }
}
