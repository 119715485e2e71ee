package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nauthera.api.mapping.Labels;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.AuthApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets what no policy decides: the namespace of the AuthServer, the label that names the
 * AuthServer, and the user who asked. Works on the JSON itself because it runs before the schema is
 * checked: other shapes are left to the schema.
 */
final class AuthClientMutation implements Admission {
  @Override
  public Verdict review(AdmissionRequest request, Deadline deadline) {
    if (request.operation() == AdmissionRequest.Operation.DELETE
        || !request.object().path("metadata").isObject()) {
      return Verdict.unchanged();
    }
    var changes = new Changes(request.object());
    server(request, changes);
    changes.set("annotation", AuthApi.REQUESTED_BY_ANNOTATION, requester(request));
    return new Verdict.Patched(changes.patch, changes.warnings);
  }

  private static void server(AdmissionRequest request, Changes changes) {
    JsonNode ref = request.object().at("/spec/authServerRef");
    String own = request.object().at("/metadata/namespace").asText();
    boolean isOwn = !ref.hasNonNull("namespace");
    if (ref.isObject() && isOwn && !own.isEmpty() && mayHaveNamespace(request, own)) {
      changes.add("/spec/authServerRef/namespace", own);
    }
    String value = (isOwn ? own : ref.path("namespace").asText()) + "." + ref.path("name").asText();
    // Not every name is a valid label value; spec.authServerRef has the name in any case.
    changes.set("label", AuthApi.AUTH_SERVER_LABEL, Labels.isValue(value) ? value : null);
  }

  /**
   * authServerRef never changes after creation, so an object that was stored without the namespace
   * stays without it.
   */
  private static boolean mayHaveNamespace(AdmissionRequest request, String namespace) {
    return request.operation() == AdmissionRequest.Operation.CREATE
        || request.oldObject().at("/spec/authServerRef/namespace").asText().equals(namespace);
  }

  /** The user who created the object, whatever the manifest claims; it never changes later. */
  static @Nullable String requester(AdmissionRequest request) {
    return request.operation() == AdmissionRequest.Operation.CREATE
        ? request.user()
        : recordedRequester(request.oldObject());
  }

  /** Null where the object names none. */
  static @Nullable String recordedRequester(JsonNode object) {
    return object
        .path("metadata")
        .path("annotations")
        .path(AuthApi.REQUESTED_BY_ANNOTATION)
        .textValue();
  }

  /** Collects the changes of one object, and a warning for each value that they replace. */
  private static final class Changes {
    private final JsonNode metadata;
    private final ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    private final List<Verdict.Warning> warnings = new ArrayList<>();

    Changes(JsonNode object) {
      metadata = object.path("metadata");
    }

    /** Gives a label or an annotation the value; null removes it. */
    void set(String what, String key, @Nullable String value) {
      String map = what + "s";
      JsonNode entries = metadata.path(map);
      JsonNode given = entries.path(key);
      String path = "/metadata/" + map;
      String entry = path + "/" + key.replace("~", "~0").replace("/", "~1");
      if (given.isMissingNode()) {
        if (value != null && (entries.isMissingNode() || entries.isNull())) {
          patch.addObject().put("op", "add").put("path", path).putObject("value").put(key, value);
        } else if (value != null && entries.isObject()) {
          add(entry, value);
        }
      } else if (value == null) {
        patch.addObject().put("op", "remove").put("path", entry);
        warn(what, key, given, "removed");
      } else if (!value.equals(given.textValue())) {
        patch.addObject().put("op", "replace").put("path", entry).put("value", value);
        warn(what, key, given, "replaced");
      }
    }

    void add(String path, String value) {
      patch.addObject().put("op", "add").put("path", path).put("value", value);
    }

    /** What is neither text nor null is for the schema to report. */
    private void warn(String what, String key, JsonNode given, String change) {
      if (given.isTextual()) {
        warnings.add(
            new Verdict.Warning(
                "hint",
                "metadata.%ss[%s]".formatted(what, key),
                "%s is %s because Nauthera sets this %s: remove it from the manifest"
                    .formatted(Quoted.of(given.textValue()), change, what)));
      }
    }
  }
}
