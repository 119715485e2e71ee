package io.nauthera.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.e2e.CommandRun;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The CLI allows a manifest with a null if kubectl apply does, and warns about it if server-side
 * apply refuses it: for each field of the samples.
 */
class NullFieldsAgreementTest {
  private static final List<String> OTHER_FIELDS =
      List.of(
          "/status", "/unknown", "/metadata/labels", "/metadata/annotations", "/metadata/unknown");

  private static Tenant tenant;

  @TempDir Path folder;

  @BeforeAll
  static void namespaces() {
    tenant = new Tenant("nulls");
  }

  @Test
  void null_inEachField_isAnsweredAsByBothWaysToApply() throws IOException {
    Map<String, ObjectNode> manifests = manifests();
    assertThat(manifests).hasSizeGreaterThan(100);
    var all = new StringBuilder();
    manifests.values().forEach(manifest -> all.append("---\n").append(manifest).append('\n'));

    CommandResult clientSide = tenant.kubectlApply(all.toString(), "--dry-run=server");
    CommandResult serverSide =
        tenant.kubectlApply(all.toString(), "--dry-run=server", "--server-side");

    for (Map.Entry<String, ObjectNode> entry : manifests.entrySet()) {
      String what = entry.getKey() + ": null\n" + entry.getValue();
      String accepted = "/" + entry.getValue().at("/metadata/name").asText() + " ";
      JsonNode result = result(entry.getValue());
      boolean isAllowed = result.path("allowed").asBoolean();
      boolean isWarned =
          result
              .path("warned")
              .valueStream()
              .anyMatch(warning -> warning.path("rule").asText().equals("server-side-apply"));
      assertThat(isAllowed).as(what).isEqualTo(clientSide.stdout().contains(accepted));
      assertThat(isAllowed && !isWarned).as(what).isEqualTo(serverSide.stdout().contains(accepted));
    }
  }

  private JsonNode result(ObjectNode manifest) throws IOException {
    Path file = Files.writeString(folder.resolve("manifest.json"), manifest.toString());
    return CommandRun.offline("validate", "-f", file.toString(), "-o", "json").result();
  }

  /** The valid samples, each with one null, by kind and field. */
  private static Map<String, ObjectNode> manifests() throws IOException {
    Map<String, ObjectNode> manifests = new LinkedHashMap<>();
    for (ObjectNode sample : SchemaAgreementTest.samples(List.of("valid"))) {
      List<String> fields = new ArrayList<>(OTHER_FIELDS);
      addFields("/spec", sample.path("spec"), fields);
      for (String field : fields) {
        String what = RandomCluster.kind(sample) + field.replaceAll("/\\d+", "[]");
        if (!manifests.containsKey(what)) {
          ObjectNode manifest = sample.deepCopy();
          manifest
              .withObjectProperty("metadata")
              .put("name", "null-" + manifests.size())
              .put("namespace", tenant.team);
          setNull(manifest, JsonPointer.compile(field));
          manifests.put(what, manifest);
        }
      }
    }
    return manifests;
  }

  private static void addFields(String at, JsonNode value, List<String> fields) {
    fields.add(at);
    value
        .properties()
        .forEach(field ->
            addFields(at + "/" + field.getKey().replace("/", "~1"), field.getValue(), fields));
    if (value.isArray() && !value.isEmpty()) {
      addFields(at + "/0", value.path(0), fields);
    }
  }

  private static void setNull(ObjectNode manifest, JsonPointer field) {
    String name = field.last().getMatchingProperty();
    switch (manifest.at(field.head())) {
      case ArrayNode list -> list.setNull(0);
      case ObjectNode object -> object.putNull(name);
      default -> throw new AssertionError(field + " of " + manifest);
    }
  }
}
