package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The request of an AdmissionReview (admission.k8s.io/v1). {@code resource} is {@code
 * group/version/resource}; {@code object} and {@code oldObject} are null nodes where there is none.
 */
public record AdmissionRequest(
    String uid,
    String resource,
    String kind,
    String name,
    Operation operation,
    String user,
    JsonNode object,
    JsonNode oldObject) {
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  /** The operation that is requested. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE
  }

  /** Throws MalformedReview, whose message says what is wrong. */
  static AdmissionRequest parse(JsonNode review) throws MalformedReview {
    if (!"AdmissionReview".equals(review.path("kind").textValue())) {
      throw new MalformedReview("kind must be AdmissionReview");
    }
    if (!"admission.k8s.io/v1".equals(review.path("apiVersion").textValue())) {
      throw new MalformedReview("apiVersion must be admission.k8s.io/v1");
    }
    JsonNode request = review.path("request");
    String uid =
        uid(review)
            .orElseThrow(() -> new MalformedReview("request.uid is missing or not an identifier"));
    Operation operation = operation(request.path("operation").asText());
    requireObject(request, "object", operation != Operation.DELETE);
    requireObject(request, "oldObject", operation != Operation.CREATE);
    return new AdmissionRequest(
        uid,
        resource(review),
        request.at("/kind/kind").asText(),
        request.path("name").asText(),
        operation,
        request.at("/userInfo/username").asText(),
        request.path("object"),
        request.path("oldObject"));
  }

  /** The uid of a review that may be incomplete; empty where it is missing or not an identifier. */
  static Optional<String> uid(JsonNode review) {
    return Optional.ofNullable(review.path("request").path("uid").textValue())
        .filter(uid -> UID.matcher(uid).matches());
  }

  /** The resource of a review that may be incomplete. */
  static String resource(JsonNode review) {
    JsonNode resource = review.path("request").path("resource");
    return "%s/%s/%s"
        .formatted(
            resource.path("group").asText(),
            resource.path("version").asText(),
            resource.path("resource").asText());
  }

  private static void requireObject(JsonNode request, String field, boolean required)
      throws MalformedReview {
    if (required && !request.path(field).isObject()) {
      throw new MalformedReview("request." + field + " is missing or not an object");
    }
  }

  private static Operation operation(String operation) throws MalformedReview {
    return switch (operation) {
      case "CREATE" -> Operation.CREATE;
      case "UPDATE" -> Operation.UPDATE;
      case "DELETE" -> Operation.DELETE;
      default -> throw new MalformedReview("request.operation must be CREATE, UPDATE or DELETE");
    };
  }

  /** Whether neither spec nor labels change; labels decide which policies govern. */
  boolean isMetadataOnly() {
    return isSpecUnchanged()
        && object.at("/metadata/labels").equals(oldObject.at("/metadata/labels"));
  }

  boolean isSpecUnchanged() {
    return object.path("spec").equals(oldObject.path("spec"));
  }
}
