package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.cli.apiserver.GeneratedName;
import io.nauthera.webhook.cli.manifests.Document;
import io.nauthera.webhook.cli.validate.PreparedManifest.ObjectKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Gives each manifest that has only a {@code generateName} a name of its own, because each of them
 * becomes an object of its own.
 */
final class GeneratedNames {
  private final Function<Document, ObjectKey> keys;
  private final Predicate<ObjectKey> isStored;
  private final Set<ObjectKey> taken = new HashSet<>();
  private final Map<ObjectKey, Integer> last = new HashMap<>();

  /** The key of a document has its namespace or the default one. */
  GeneratedNames(Function<Document, ObjectKey> keys, Predicate<ObjectKey> isStored) {
    this.keys = keys;
    this.isStored = isStored;
  }

  /** The same documents, all with names where they have a {@code generateName}. */
  List<Document> complete(List<Document> documents) {
    if (documents.stream().noneMatch(GeneratedNames::isGenerated)) {
      return documents;
    }
    documents.stream()
        .filter(document -> !document.name().isEmpty())
        .filter(document -> ResourceKind.of(document.kind()).isPresent())
        .map(keys)
        .forEach(taken::add);
    return documents.stream()
        .map(document -> isGenerated(document) ? named(document) : document)
        .toList();
  }

  private static boolean isGenerated(Document document) {
    JsonNode metadata = document.content().path("metadata");
    JsonNode name = metadata.path("name");
    boolean isUnnamed =
        name.isMissingNode() || name.isNull() || (name.isTextual() && name.textValue().isEmpty());
    return isUnnamed
        && metadata.isObject()
        && !metadata.path("generateName").asText().isEmpty()
        && metadata.path("generateName").isTextual()
        && ResourceKind.of(document.kind()).isPresent();
  }

  private Document named(Document document) {
    String base = document.content().at("/metadata/generateName").textValue();
    ObjectKey unnamed = keys.apply(document);
    ObjectKey counted = unnamed.named(base);
    int n = last.getOrDefault(counted, 0);
    ObjectKey key;
    do {
      n++;
      key = unnamed.named(GeneratedName.of(base, n));
    } while (taken.contains(key) || isStored.test(key));
    last.put(counted, n);
    taken.add(key);
    ObjectNode content = document.content().deepCopy();
    content.withObjectProperty("metadata").put("name", key.name());
    return new Document(document.file(), content, document.positions());
  }
}
