package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.mapping.ManifestIndex;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is answered to a violation of each rule when its policies enforce, warn and audit. {@code
 * -Dgolden.update=true} writes the answers anew.
 */
class RuleMessagesTest {
  private static final Path MANIFESTS = Path.of("../../api/src/test/resources/messages");
  private static final Path ANSWERS = Path.of("src/test/resources/messages");

  static List<Path> manifests() throws IOException {
    try (var files = Files.list(MANIFESTS)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.getFileName().toString().startsWith("enforcement-"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void answer_inEachMode_asExpected(Path file) throws Exception {
    var text = new StringBuilder();
    for (String mode : List.of("Enforce", "Warn", "Audit")) {
      text.append("## ").append(mode).append('\n').append(answer(Reviews.manifests(file), mode));
    }

    Path golden =
        ANSWERS.resolve(file.getFileName().toString().replaceFirst("\\.yaml$", ".expected"));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, text);
    }
    assertThat(text).hasToString(Files.readString(golden));
  }

  private static String answer(List<JsonNode> manifests, String mode) throws MalformedReview {
    var cluster = new ManifestIndex();
    var client = (ObjectNode) manifests.getFirst();
    cluster.putNamespace(client.at("/metadata/namespace").asText(), Map.of());
    cluster.put(
        ResourceReader.read(
            Reviews.yaml(
                "{metadata: {name: production, namespace: security}, spec: {issuerUrl: 'https://auth.example.com/realms/r'}}"),
            AuthServer.class));
    // Says nothing, but governs: the baseline is enforced whatever the others do.
    cluster.put(policy("{metadata: {name: governs, namespace: security}, spec: {}}"));
    for (JsonNode policy : manifests.subList(1, manifests.size())) {
      ((ObjectNode) policy.path("spec")).put("enforcement", mode);
      cluster.put(ResourceReader.read(policy, AuthPolicy.class));
    }
    JsonNode response =
        AdmissionRouter.validating(cluster, cluster::client)
            .answer(Reviews.create("authclients", client.toString()))
            .path("response");
    return shown(response);
  }

  private static AuthPolicy policy(String yaml) {
    return ResourceReader.read(Reviews.yaml(yaml), AuthPolicy.class);
  }

  /** As people read it. */
  private static String shown(JsonNode response) {
    var text = new StringBuilder();
    StreamSupport.stream(response.path("warnings").spliterator(), false)
        .forEach(warning -> text.append("Warning: ").append(warning.asText()).append('\n'));
    return text.append(
            response.path("allowed").asBoolean()
                ? "allowed"
                : response.at("/status/message").asText())
        .append('\n')
        .toString();
  }
}
