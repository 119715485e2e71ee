package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sorts the values of one document into manifests, errors and kinds that Nauthera skips. */
final class ManifestCollector {
  private static final String SERVED = AuthApi.GROUP + "/" + AuthApi.VERSION;
  private static final String KINDS =
      Stream.of(ResourceKind.values()).map(Object::toString).collect(Collectors.joining(", "));
  private static final String LIST = "List";
  private static final String NO_MANIFEST = "no Kubernetes manifest";

  private final String file;
  private final boolean isNamed;
  private final boolean matters;
  private final List<Document> documents = new ArrayList<>(1);
  private final List<ReadError> errors = new ArrayList<>(0);
  private final SortedMap<String, Integer> skipped = new TreeMap<>();
  private final SortedSet<String> unreadable = new TreeSet<>();

  /**
   * What cannot be read is an error where the file {@code matters}. Such a file must hold manifests
   * if the user has named it; others may hold anything.
   */
  ManifestCollector(String file, boolean isNamed, boolean matters) {
    this.file = file;
    this.isNamed = isNamed;
    this.matters = matters;
  }

  Manifests manifests() {
    return new Manifests(documents, errors, skipped, unreadable);
  }

  void add(ReadError error) {
    if (matters) {
      errors.add(error);
    } else {
      unreadable.add(file);
    }
  }

  /** The problems are those of a value that is none the less read. */
  void take(JsonNode value, SourceLocator at, List<UnreadableException> problems) {
    if (value.isNull()) {
      return;
    }
    manifest(value, at);
    // Duplicate keys in other kinds are not Nauthera's business.
    if (documents.size() + errors.size() > 0) {
      problems.forEach(problem -> add(problem.in(file)));
    }
  }

  private void manifest(JsonNode value, SourceLocator at) {
    if (!(value instanceof ObjectNode manifest)) {
      skip("", at, "is not a manifest: a manifest is a mapping with apiVersion and kind");
      return;
    }
    String version = manifest.path("apiVersion").asText();
    String kind = manifest.path("kind").asText();
    boolean isOurs = version.equals(AuthApi.GROUP) || version.startsWith(AuthApi.GROUP + "/");
    if (!isText(manifest, "apiVersion")) {
      incomplete("apiVersion", manifest, at, isOurs);
    } else if (!isText(manifest, "kind")) {
      incomplete("kind", manifest, at, isOurs);
    } else if (kind.endsWith(LIST) && manifest.hasNonNull("items")) {
      list(manifest, at);
    } else if (isOurs && !version.equals(SERVED)) {
      error(
          "apiVersion",
          at,
          "apiVersion %s is not served: use %s".formatted(Quoted.of(version), SERVED));
    } else if (isOurs && ResourceKind.of(kind).isEmpty()) {
      error(
          "kind",
          at,
          "kind %s does not exist in %s: use %s".formatted(Quoted.of(kind), AuthApi.GROUP, KINDS));
    } else if (isOurs || (version.equals("v1") && kind.equals("Namespace"))) {
      documents.add(new Document(file, manifest, at));
    } else {
      skipped.merge(kind, 1, Integer::sum);
    }
  }

  private void list(ObjectNode list, SourceLocator at) {
    if (!(list.get("items") instanceof ArrayNode items)) {
      error("items", at, "items must be a list of manifests");
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.path(i);
      // As in kubectl, items without both are of the kind that the list names.
      if (item instanceof ObjectNode manifest
          && !isText(manifest, "apiVersion")
          && !isText(manifest, "kind")) {
        String kind = list.path("kind").asText();
        manifest.put("kind", kind.substring(0, kind.length() - LIST.length()));
        manifest.set("apiVersion", list.get("apiVersion"));
      }
      manifest(item, at.within("items[" + i + "]"));
    }
  }

  private void incomplete(String field, ObjectNode manifest, SourceLocator at, boolean isOurs) {
    JsonNode value = manifest.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
      skip(
          field,
          at,
          "%s must be a text, not %s"
              .formatted(field, value.getNodeType().name().toLowerCase(Locale.ROOT)));
      return;
    }
    String message = "has no %s: a manifest has an apiVersion and a kind".formatted(field);
    if (isOurs) {
      error("", at, message);
    } else {
      skip("", at, message);
    }
  }

  /** An error only in a file that the user has named and that matters. */
  private void skip(String field, SourceLocator at, String message) {
    if (isNamed && matters) {
      error(field, at, message);
    } else {
      skipped.merge(NO_MANIFEST, 1, Integer::sum);
    }
  }

  private void error(String field, SourceLocator at, String message) {
    add(new ReadError(file, at.of(field), message));
  }

  private static boolean isText(ObjectNode manifest, String field) {
    JsonNode value = manifest.path(field);
    return value.isTextual() && !value.asText().isEmpty();
  }
}
