package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.AuthApi;
import java.util.LinkedHashSet;
import java.util.List;

/** Refusals as metav1.Status, worded as apimachinery's {@code errors} words them. */
final class Statuses {
  private Statuses() {}

  static ObjectNode invalid(String kind, String name, List<FieldError> errors) {
    var distinct = new LinkedHashSet<String>();
    errors.forEach(error -> distinct.add(error.toString()));
    String all = String.join(", ", distinct);
    String message =
        "%s.%s %s is invalid: %s"
            .formatted(
                kind,
                AuthApi.GROUP,
                GoFormat.quote(name),
                distinct.size() == 1 ? all : "[" + all + "]");
    ObjectNode status = failure(422, "Invalid", message);
    var details = details(status, kind, name);
    details.put("group", AuthApi.GROUP);
    causes(details, errors);
    return status;
  }

  /** What cannot be read as this kind; the causes are ours, so that each has its place. */
  static ObjectNode unreadable(String kind, String name, String why, List<FieldError> causes) {
    String message =
        "%s in version \"%s\" cannot be handled as a %s: %s"
            .formatted(kind, AuthApi.VERSION, kind, why);
    ObjectNode status = failure(400, "BadRequest", message);
    causes(details(status, kind, name), causes);
    return status;
  }

  static ObjectNode unknownKind() {
    return failure(404, "NotFound", "the server could not find the requested resource");
  }

  private static ObjectNode details(ObjectNode status, String kind, String name) {
    ObjectNode details = status.putObject("details");
    if (!name.isEmpty()) {
      details.put("name", GoFormat.whole(name));
    }
    return details.put("kind", kind);
  }

  private static void causes(ObjectNode details, List<FieldError> errors) {
    ArrayNode causes = details.putArray("causes");
    for (FieldError error : errors) {
      causes
          .addObject()
          .put("reason", error.type().cause)
          .put("message", GoFormat.whole(error.message()))
          .put("field", GoFormat.whole(error.field()));
    }
  }

  private static ObjectNode failure(int code, String reason, String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Failure")
        .put("message", GoFormat.whole(message))
        .put("reason", reason)
        .put("code", code);
  }
}
