package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.AuthApi;

/** Builds a {@code metav1.Status} of a failure as the API server sends it. */
public final class MetaV1Status {
  private final ObjectNode status = JsonNodeFactory.instance.objectNode();
  private final int code;

  private MetaV1Status(int code, String reason, String message) {
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", message).put("reason", reason);
    this.code = code;
  }

  /** {@code code} is an HTTP status, {@code reason} a metav1.StatusReason. */
  public static MetaV1Status failure(int code, String reason, String message) {
    return new MetaV1Status(code, reason, message);
  }

  /** 422 for an object of this API group; causes are added with {@link #cause}. */
  public static MetaV1Status invalid(String kind, String name, String message) {
    return failure(422, "Invalid", message).details(kind, name, true);
  }

  /** An empty name is left out. */
  public MetaV1Status details(String kind, String name, boolean withGroup) {
    ObjectNode details = status.withObject("details");
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (withGroup) {
      details.put("group", AuthApi.GROUP);
    }
    details.put("kind", kind);
    return this;
  }

  /** {@code reason} is a metav1.CauseType, {@code field} a Kubernetes field path. */
  public MetaV1Status cause(String reason, String field, String message) {
    ArrayNode causes = status.withObject("details").withArray("causes");
    causes.addObject().put("reason", reason).put("message", message).put("field", field);
    return this;
  }

  /** In the order of the fields of metav1.Status. */
  public ObjectNode json() {
    return status.put("code", code);
  }
}
