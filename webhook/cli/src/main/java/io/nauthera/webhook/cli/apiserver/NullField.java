package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field that is null in a manifest. {@code kubectl apply} leaves it out, and server-side apply
 * refuses it (measured with kube-apiserver 1.36). {@code path} is a Kubernetes field path; {@code
 * isKnown} says whether the schema has the field.
 */
public record NullField(String path, boolean isKnown) {

  /** A sentence without the path. */
  public String message() {
    return isKnown
        ? "is null: kubectl apply leaves the field out, but server-side apply (Flux, Argo CD)"
            + " refuses the manifest: remove the field, or give it a value"
        : "is an unknown field: kubectl apply leaves it out because it is null, but kubectl create"
            + " and server-side apply (Flux, Argo CD) refuse the manifest: remove the field";
  }

  /** The fields that server-side apply refuses, in the order of the manifest. */
  static List<NullField> in(JsonNode manifest, SchemaNode schema) {
    List<NullField> found = new ArrayList<>(0);
    for (Map.Entry<String, JsonNode> entry : manifest.properties()) {
      ValuePath path = ValuePath.ROOT.child(entry.getKey());
      switch (entry.getKey()) {
        case "apiVersion", "kind" -> {
          // Never null in what was read as a manifest.
        }
        // The API server reads metadata in another way and drops the status: null is empty there.
        case "metadata" -> find(entry.getValue(), ObjectMetaValidator.SCHEMA, path, false, found);
        case "status" -> find(entry.getValue(), schema.field("status"), path, false, found);
        default -> find(entry.getValue(), schema.field(entry.getKey()), path, true, found);
      }
    }
    return found;
  }

  /** {@code isStrict} says whether a known field must not be null. */
  private static void find(
      JsonNode value,
      @Nullable SchemaNode schema,
      ValuePath path,
      boolean isStrict,
      List<NullField> found) {
    if (value.isNull()) {
      // A default replaces the null.
      if (schema == null || (isStrict && schema.fallback() == null)) {
        found.add(new NullField(path.toString(), schema != null));
      }
    } else if (schema != null && value.isArray() && schema.items() != null) {
      for (int i = 0; i < value.size(); i++) {
        // No tool accepts a null in a list.
        if (!value.path(i).isNull()) {
          find(value.path(i), schema.items(), path.item(i), isStrict, found);
        }
      }
    } else if (schema != null && !schema.keepsUnknown()) {
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        String name = entry.getKey();
        find(entry.getValue(), schema.field(name), path.child(name), isStrict, found);
      }
    }
  }
}
