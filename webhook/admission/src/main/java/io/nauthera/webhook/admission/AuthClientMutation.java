package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.nauthera.api.mapping.Labels;
import io.nauthera.api.v1alpha1.AuthApi;

/**
 * Sets what no policy decides: the namespace of the AuthServer, the label that names the
 * AuthServer, and the user who asked. Works on the JSON itself because it runs before the schema is
 * checked: other shapes are left to the schema.
 */
final class AuthClientMutation implements Admission {
  @Override
  public Verdict review(AdmissionRequest request) {
    JsonNode object = request.object();
    if (request.operation() == AdmissionRequest.Operation.DELETE
        || request.isTerminating()
        || !object.path("metadata").isObject()) {
      return Verdict.unchanged();
    }
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    server(object, patch);
    requester(request, patch);
    return new Verdict.Patched(patch);
  }

  private static void server(JsonNode object, ArrayNode patch) {
    JsonNode ref = object.at("/spec/authServerRef");
    String own = object.at("/metadata/namespace").asText();
    boolean isOwn = !ref.hasNonNull("namespace");
    if (ref.isObject() && isOwn && !own.isEmpty()) {
      add(patch, "/spec/authServerRef/namespace", own);
    }
    String value = (isOwn ? own : ref.path("namespace").asText()) + "." + ref.path("name").asText();
    // Not every name is a valid label value; spec.authServerRef has the name in any case.
    if (Labels.isValue(value)) {
      fill(object, "labels", AuthApi.AUTH_SERVER_LABEL, value, patch);
    }
  }

  /** The user who creates the object, whatever the manifest claims; it never changes later. */
  private static void requester(AdmissionRequest request, ArrayNode patch) {
    String key = AuthApi.REQUESTED_BY_ANNOTATION;
    JsonNode claimed = request.object().path("metadata").path("annotations").path(key);
    JsonNode asked =
        request.operation() == AdmissionRequest.Operation.CREATE
            ? TextNode.valueOf(request.user())
            : request.oldObject().path("metadata").path("annotations").path(key);
    if (claimed.equals(asked)) {
      return;
    }
    String path = "/metadata/annotations/" + escaped(key);
    if (!asked.isTextual()) {
      if (!claimed.isMissingNode()) {
        patch.addObject().put("op", "remove").put("path", path);
      }
    } else if (claimed.isMissingNode()) {
      fill(request.object(), "annotations", key, asked.asText(), patch);
    } else {
      patch.addObject().put("op", "replace").put("path", path).put("value", asked.asText());
    }
  }

  private static void fill(JsonNode object, String map, String key, String value, ArrayNode patch) {
    JsonNode entries = object.path("metadata").path(map);
    if (entries.isMissingNode() || entries.isNull()) {
      patch
          .addObject()
          .put("op", "add")
          .put("path", "/metadata/" + map)
          .putObject("value")
          .put(key, value);
    } else if (entries.isObject() && !entries.has(key)) {
      add(patch, "/metadata/" + map + "/" + escaped(key), value);
    }
  }

  private static void add(ArrayNode patch, String path, String value) {
    patch.addObject().put("op", "add").put("path", path).put("value", value);
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
