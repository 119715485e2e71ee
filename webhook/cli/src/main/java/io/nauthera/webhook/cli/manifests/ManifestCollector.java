package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.AuthApi;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sorts what was read into documents, errors and what is not Nauthera's business. */
final class ManifestCollector {
  private static final List<String> KINDS =
      List.of("AuthClient", "AuthPolicy", "AuthServer", "UserStore");
  private static final String SERVED = AuthApi.GROUP + "/" + AuthApi.VERSION;
  private static final String LIST = "List";
  private static final String NO_MANIFEST = "no Kubernetes manifest";

  private final List<Document> documents = new ArrayList<>();
  private final List<ReadError> errors = new ArrayList<>();
  private final SortedMap<String, Integer> skipped = new TreeMap<>();

  Manifests reading() {
    return new Manifests(documents, errors, skipped);
  }

  void add(Manifests more) {
    documents.addAll(more.documents());
    errors.addAll(more.errors());
    more.skipped().forEach((kind, count) -> skipped.merge(kind, count, Integer::sum));
  }

  void error(ReadError error) {
    errors.add(error);
  }

  /** The recorder's marks are those of the value; its first one is the value itself. */
  void take(
      Source source, JsonNode value, Marks.Recorder recorder, List<UnreadableException> remarks) {
    if (value.isNull()) {
      return;
    }
    var before = documents.size() + errors.size();
    new Sorting(source, recorder).manifest(value, 0);
    // A key that stands twice in something of others is not Nauthera's business, and kubectl's way.
    if (documents.size() + errors.size() > before) {
      remarks.forEach(remark -> error(remark.in(source.name())));
    }
  }

  private final class Sorting {
    private final Source source;
    private final Marks.Recorder recorder;
    private @Nullable Marks marks;

    Sorting(Source source, Marks.Recorder recorder) {
      this.source = source;
      this.recorder = recorder;
    }

    void manifest(JsonNode value, int mark) {
      if (!(value instanceof ObjectNode manifest)) {
        missing(mark, "is no manifest: a manifest is a mapping with apiVersion and kind");
        return;
      }
      var version = manifest.path("apiVersion").asText();
      var kind = manifest.path("kind").asText();
      var ours = version.equals(AuthApi.GROUP) || version.startsWith(AuthApi.GROUP + "/");
      if (!isName(manifest, "apiVersion") || !isName(manifest, "kind")) {
        incomplete(manifest, mark, ours);
      } else if (kind.endsWith(LIST) && manifest.hasNonNull("items")) {
        list(manifest, mark);
      } else if ((ours && isServed(version, kind, mark))
          || (version.equals("v1") && kind.equals("Namespace"))) {
        documents.add(new Document(source.name(), manifest, positions(mark)));
      } else if (!ours) {
        skip(Quoted.plain(kind));
      }
    }

    private boolean isServed(String version, String kind, int mark) {
      if (!version.equals(SERVED)) {
        error(
            recorder.child(mark, "apiVersion"),
            "apiVersion %s is not served: write %s".formatted(Quoted.of(version), SERVED));
        return false;
      }
      if (!KINDS.contains(kind)) {
        error(
            recorder.child(mark, "kind"),
            "kind %s is none of %s: write one of %s"
                .formatted(Quoted.of(kind), AuthApi.GROUP, String.join(", ", KINDS)));
        return false;
      }
      return true;
    }

    private void list(ObjectNode list, int mark) {
      var items = recorder.child(mark, "items");
      if (!(list.get("items") instanceof ArrayNode values)) {
        error(items, "items must be a list of manifests");
        return;
      }
      var item = items + 1;
      for (var value : values) {
        // As kubectl: what says neither is what the list is of.
        if (value instanceof ObjectNode manifest
            && !isName(manifest, "apiVersion")
            && !isName(manifest, "kind")) {
          var kind = list.path("kind").asText();
          manifest.put("kind", kind.substring(0, kind.length() - LIST.length()));
          manifest.set("apiVersion", list.get("apiVersion"));
        }
        manifest(value, item);
        item = recorder.after(item);
      }
    }

    private void incomplete(ObjectNode manifest, int mark, boolean ours) {
      for (var field : List.of("apiVersion", "kind")) {
        var value = manifest.get(field);
        if (value == null || value.isNull() || (value.isTextual() && value.asText().isEmpty())) {
          var message = "has no %s: a manifest names its apiVersion and kind".formatted(field);
          if (ours) {
            error(mark, message);
          } else {
            missing(mark, message);
          }
          return;
        }
        if (!value.isTextual()) {
          missing(
              recorder.child(mark, field),
              "%s must be a text, not %s".formatted(field, Quoted.plain(value.toString())));
          return;
        }
      }
    }

    /** What is asked for by name must be a manifest; a folder may hold other things, too. */
    private void missing(int mark, String message) {
      if (source.asked()) {
        error(mark, message);
      } else {
        skip(NO_MANIFEST);
      }
    }

    private void skip(String what) {
      skipped.merge(what, 1, Integer::sum);
    }

    private void error(int mark, String message) {
      // What a list says of its items has no place in them.
      errors.add(new ReadError(source.name(), recorder.at(Math.max(mark, 0)), message));
    }

    private Document.Positions positions(int mark) {
      var all = marks == null ? recorder.marks() : marks;
      marks = all;
      return field -> all.find(mark, field);
    }
  }

  private static boolean isName(ObjectNode manifest, String field) {
    var value = manifest.get(field);
    return value != null && value.isTextual() && !value.asText().isEmpty();
  }
}
