package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.AuthApi;
import java.util.List;

/** Refusals as metav1.Status. */
final class Statuses {
  private Statuses() {}

  /** As the API server completes what a webhook says. */
  static ObjectNode failure(ObjectNode said) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure");
    for (String field : List.of("message", "reason", "details", "code")) {
      if (said.has(field)) {
        status.set(field, said.get(field));
      }
    }
    return status;
  }

  /** The refusal of a manifest, or a new one, with these as further causes. */
  static ObjectNode with(Result result, List<Issue> issues) {
    ObjectNode status = result.status() == null ? invalid(result) : result.status().deepCopy();
    var message = new StringBuilder(status.path("message").asText());
    var causes = status.withObject("details").withArray("causes");
    for (Issue issue : issues) {
      message.append("\n* ").append(issue);
      causes
          .addObject()
          .put("reason", "FieldValueInvalid")
          .put("field", issue.field())
          .put("message", issue.message());
    }
    return status.put("message", message.toString());
  }

  private static ObjectNode invalid(Result result) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("code", 422).put("reason", "Invalid");
    said.put(
        "message",
        "%s.%s \"%s\" is invalid:".formatted(result.kind(), AuthApi.GROUP, result.name()));
    said.putObject("details")
        .put("group", AuthApi.GROUP)
        .put("kind", result.kind())
        .put("name", result.name());
    return failure(said);
  }
}
