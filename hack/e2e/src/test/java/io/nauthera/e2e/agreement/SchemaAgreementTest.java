package io.nauthera.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.nauthera.e2e.Tenant;
import io.nauthera.e2e.agreement.ApiServer.Reply;
import io.nauthera.webhook.cli.apiserver.SchemaValidator;
import io.nauthera.webhook.cli.apiserver.SchemaValidator.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The CLI's schema check and a real API server give the same answer to every sample and to random
 * changes of the samples. {@code -Dagreement.cases} and {@code -Dagreement.seed} try others.
 */
class SchemaAgreementTest {
  private static final Path SAMPLES = Path.of("../../deploy/samples");
  private static final int AT_ONCE = 16;

  /** The test stops after this number of disagreements. */
  private static final int ENOUGH = 10;

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Set<String> KINDS =
      Set.of("AuthClient", "AuthPolicy", "AuthServer", "UserStore");

  private static final SchemaValidator CHECK = new SchemaValidator();
  private static Tenant tenant;

  @BeforeAll
  static void namespaces() {
    tenant = new Tenant("agreement");
  }

  @Test
  void manifest_sample_isAnsweredAsByTheApiServer() throws IOException {
    List<CompletableFuture<Reply>> cases =
        samples().stream().map(SchemaAgreementTest::sent).toList();

    assertThat(cases).hasSizeGreaterThan(100);
    assertThat(cases.stream().flatMap(SchemaAgreementTest::disagreement)).isEmpty();
  }

  @Test
  void manifest_mutated_isAnsweredAsByTheApiServer() throws IOException {
    long seed = Long.getLong("agreement.seed", 1);
    int left = Integer.getInteger("agreement.cases", 1500);
    var mutator = new ManifestMutator(new Random(seed));
    List<ObjectNode> samples = samples();
    List<String> disagreements = new ArrayList<>();
    Set<Integer> codes = new TreeSet<>();
    while (left > 0 && disagreements.size() < ENOUGH) {
      List<CompletableFuture<Reply>> batch = new ArrayList<>();
      for (int i = 0; i < AT_ONCE && left > 0; i++, left--) {
        batch.add(sent(mutator.changed(mutator.pick(samples), mutator.pick(samples))));
      }
      batch.stream().flatMap(SchemaAgreementTest::disagreement).forEach(disagreements::add);
      batch.forEach(sent -> codes.add(sent.join().code()));
    }
    assertThat(disagreements).as("seed " + seed).isEmpty();
    assertThat(codes).as("all kinds of answers occur").contains(201, 400, 422);
  }

  private static List<ObjectNode> samples() throws IOException {
    return samples(List.of("valid", "invalid"));
  }

  static List<ObjectNode> samples(List<String> folders) throws IOException {
    List<ObjectNode> samples = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
          try (var documents = YAML.readerFor(ObjectNode.class).readValues(file.toFile())) {
            while (documents.hasNext()) {
              var manifest = (ObjectNode) documents.next();
              if (KINDS.contains(RandomCluster.kind(manifest))) {
                samples.add(manifest);
              }
            }
          }
        }
      }
    }
    return samples;
  }

  /** The kind and the namespace fit the URL. */
  private static CompletableFuture<Reply> sent(ObjectNode sample) {
    ObjectNode manifest = sample.deepCopy();
    if (!KINDS.contains(RandomCluster.kind(manifest))) {
      manifest.put("kind", "AuthClient");
    }
    manifest.put("apiVersion", "auth.nauthera.io/v1alpha1");
    if (manifest.get("metadata") instanceof ObjectNode metadata
        && metadata.path("namespace").isTextual()) {
      metadata.put("namespace", tenant.team);
    }
    return new ApiServer(tenant.kubernetes).dryRun(manifest, tenant.team);
  }

  private static Stream<String> disagreement(CompletableFuture<Reply> sent) {
    Reply reply = sent.join();
    ObjectNode manifest = reply.manifest();
    String theirs;
    String ours;
    switch (CHECK.create(manifest)) {
      case Outcome.Accepted accepted when isRefusedLater(reply.body()) -> {
        return Stream.empty();
      }
      case Outcome.Accepted accepted -> {
        ours = bare(accepted.object());
        theirs = bare(reply.body());
      }
      case Outcome.Refused refused -> {
        ours = Answer.of(refused.status(), manifest, List.of()).toString();
        theirs = Answer.of(reply.body(), manifest, List.of()).toString();
      }
    }
    return ours.equals(theirs)
        ? Stream.empty()
        : Stream.of(
            "%s%nhere:   %s%nserver: %s".formatted(ApiServer.written(manifest), ours, theirs));
  }

  /** The API server asks the webhook and the storage after the schema. */
  private static boolean isRefusedLater(JsonNode answer) {
    String message = answer.path("message").asText();
    return answer.path("kind").asText().equals("Status")
        && (message.startsWith("admission webhook \"")
            || message.startsWith("resourceVersion should not be set"));
  }

  /** Without the fields that the mutating webhook adds, random names, and defaults of status. */
  private static String bare(JsonNode object) {
    if (object instanceof ObjectNode whole) {
      whole.remove("status");
    }
    if (object.at("/spec/authServerRef") instanceof ObjectNode ref) {
      ref.remove("namespace");
    }
    if (object.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(List.of("uid", "creationTimestamp", "managedFields", "namespace"));
      if (metadata.has("generateName")) {
        metadata.remove("name");
      }
      withoutOurs(metadata, "labels", "auth.nauthera.io/auth-server");
      withoutOurs(metadata, "annotations", "auth.nauthera.io/requested-by");
    }
    // The API server replaces half of a surrogate pair by the replacement character.
    return ApiServer.written(plain(object))
        .replaceAll("(?i)\\\\ud[89a-f][0-9a-f]{2}(?!\\\\ud[c-f])", "\\\\uFFFD");
  }

  /** Sorts the fields and writes all numbers in one way. */
  private static JsonNode plain(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode sorted = object.objectNode();
      new TreeMap<>(fields(object)).forEach((name, field) -> sorted.set(name, plain(field)));
      return sorted;
    }
    if (value instanceof ArrayNode list) {
      ArrayNode plain = list.arrayNode();
      list.forEach(item -> plain.add(plain(item)));
      return plain;
    }
    return value.isNumber() ? DoubleNode.valueOf(value.doubleValue()) : value;
  }

  private static Map<String, JsonNode> fields(ObjectNode object) {
    Map<String, JsonNode> fields = new HashMap<>();
    object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }

  private static void withoutOurs(ObjectNode metadata, String field, String key) {
    if (metadata.get(field) instanceof ObjectNode texts) {
      texts.remove(key);
      if (texts.isEmpty()) {
        metadata.remove(field);
      }
    }
  }
}
