package io.nauthera.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.nauthera.webhook.cli.schema.CrdSchemaCheck;
import io.nauthera.webhook.cli.schema.SchemaCheck;
import io.nauthera.webhook.cli.schema.SchemaCheck.Outcome;
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
 * The command line's schema check and a real API server say the same of every sample and of seeded
 * mutations of them. {@code -Dagreement.cases} and {@code -Dagreement.seed} look further.
 */
class SchemaAgreementTest {
  private static final Path SAMPLES = Path.of("../../deploy/samples");
  private static final int AT_ONCE = 16;

  /** As many disagreements as can be understood at once. */
  private static final int ENOUGH = 10;

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Half a surrogate pair can only be sent as an escape. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final Map<String, String> RESOURCES =
      Map.of(
          "AuthClient", "authclients",
          "AuthPolicy", "authpolicies",
          "AuthServer", "authservers",
          "UserStore", "userstores");

  private static final SchemaCheck CHECK = new CrdSchemaCheck();
  private static Tenant tenant;

  @BeforeAll
  static void namespaces() {
    tenant = new Tenant("agreement");
  }

  @Test
  void manifest_sample_isAnsweredAsByTheApiServer() throws IOException {
    List<Case> cases = samples().stream().map(SchemaAgreementTest::sent).toList();

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
      List<Case> batch = new ArrayList<>();
      for (int i = 0; i < AT_ONCE && left > 0; i++, left--) {
        batch.add(sent(mutator.changed(mutator.pick(samples), mutator.pick(samples))));
      }
      batch.stream().flatMap(SchemaAgreementTest::disagreement).forEach(disagreements::add);
      batch.forEach(sent -> codes.add(sent.answer().join().code()));
    }
    assertThat(disagreements).as("seed " + seed).isEmpty();
    assertThat(codes).as("all kinds of answers are met").contains(201, 400, 422);
  }

  private static List<ObjectNode> samples() throws IOException {
    List<ObjectNode> samples = new ArrayList<>();
    for (String folder : List.of("valid", "invalid")) {
      try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
          try (var documents = YAML.readerFor(ObjectNode.class).readValues(file.toFile())) {
            while (documents.hasNext()) {
              var manifest = (ObjectNode) documents.next();
              if (RESOURCES.containsKey(manifest.path("kind").asText())) {
                samples.add(manifest);
              }
            }
          }
        }
      }
    }
    return samples;
  }

  /** What was sent, and what is answered to it. */
  private record Case(ObjectNode manifest, CompletableFuture<HttpResponse<String>> answer) {}

  /** With a kind and a namespace that fit the address. */
  private static Case sent(ObjectNode sample) {
    ObjectNode manifest = sample.deepCopy();
    if (!RESOURCES.containsKey(manifest.path("kind").asText())) {
      manifest.put("kind", "AuthClient");
    }
    manifest.put("apiVersion", "auth.nauthera.io/v1alpha1");
    if (manifest.get("metadata") instanceof ObjectNode metadata
        && metadata.path("namespace").isTextual()) {
      metadata.put("namespace", tenant.team);
    }
    String address =
        "%sapis/auth.nauthera.io/v1alpha1/namespaces/%s/%s?dryRun=All&fieldValidation=Strict"
            .formatted(
                tenant.kubernetes.getMasterUrl(),
                tenant.team,
                RESOURCES.get(manifest.path("kind").asText()));
    var http = tenant.kubernetes.getHttpClient();
    var request =
        http.newHttpRequestBuilder().uri(address).post("application/json", written(manifest));
    return new Case(manifest, http.sendAsync(request.build(), String.class));
  }

  private static String written(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> disagreement(Case sent) {
    JsonNode answer = read(sent.answer().join().body());
    String theirs;
    String ours;
    switch (CHECK.create(sent.manifest())) {
      case Outcome.Accepted accepted when isRefusedLater(answer) -> {
        return Stream.empty();
      }
      case Outcome.Accepted accepted -> {
        ours = bare(accepted.object());
        theirs = bare(answer);
      }
      case Outcome.Refused refused -> {
        ours = Said.of(refused.status(), sent.manifest()).toString();
        theirs = Said.of(answer, sent.manifest()).toString();
      }
    }
    return ours.equals(theirs)
        ? Stream.empty()
        : Stream.of("%s%nhere:   %s%nserver: %s".formatted(written(sent.manifest()), ours, theirs));
  }

  /** The validating webhook comes after the schema, and the storage after that. */
  private static boolean isRefusedLater(JsonNode answer) {
    String message = answer.path("message").asText();
    return answer.path("kind").asText().equals("Status")
        && (message.startsWith("admission webhook \"")
            || message.startsWith("resourceVersion should not be set"));
  }

  /** Without what the mutating webhook adds, what is drawn by lot, and the defaults of status. */
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
    // Half a surrogate pair is a replacement character when it comes back.
    return written(plain(object))
        .replaceAll("(?i)\\\\ud[89a-f][0-9a-f]{2}(?!\\\\ud[c-f])", "\\\\uFFFD");
  }

  /** With sorted fields, and numbers that are written in one way. */
  private static JsonNode plain(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode sorted = JSON.createObjectNode();
      new TreeMap<>(fields(object)).forEach((name, field) -> sorted.set(name, plain(field)));
      return sorted;
    }
    if (value instanceof ArrayNode list) {
      ArrayNode plain = JSON.createArrayNode();
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

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
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
