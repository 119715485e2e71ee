package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.webhook.admission.Verdict.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A violation that Enforce refuses gets a warning with the same words under Warn, and nothing under
 * Audit. Checked for every rule, with the manifests of api's golden messages.
 */
class EnforcementTest {
  private static final Path MANIFESTS = Path.of("../../api/src/test/resources/messages");

  static List<Path> manifests() throws IOException {
    try (var files = Files.list(MANIFESTS)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.getFileName().toString().startsWith("enforcement-"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manifests")
  void violation_inEachMode_isRefusedOrWarnedAboutOrNotMentioned(Path file) throws Exception {
    Answer enforced = answer(file, "Enforce");
    Answer warned = answer(file, "Warn");
    Answer audited = answer(file, "Audit");

    assertThat(enforced.causes).isNotEmpty();
    assertThat(enforced.warnings).isEmpty();
    assertThat(audited.warnings).isEmpty();
    assertThat(warned.causes)
        .as("a Warn or Audit policy counts as if it set no field")
        .isEqualTo(audited.causes);
    assertThat(enforced.sentences())
        .as("warnings have the words of the refusal")
        .containsAll(warned.warnings);
    assertThat(enforced.causes)
        .as("each violation is refused or gets a warning")
        .allMatch(cause ->
            warned.warnings.contains(sentence(cause))
                || warned.causes.stream().anyMatch(other -> isSame(cause, other)));
  }

  private static boolean isSame(Cause one, Cause other) {
    return one.field().equals(other.field()) && one.rule() == other.rule();
  }

  private static String sentence(Cause cause) {
    return cause.field() + ": " + cause.message();
  }

  private record Answer(List<Cause> causes, Set<String> warnings) {
    Set<String> sentences() {
      return causes.stream().map(EnforcementTest::sentence).collect(Collectors.toSet());
    }
  }

  private static Answer answer(Path file, String mode) throws MalformedReview {
    List<JsonNode> manifests = Reviews.manifests(file);
    JsonNode client = manifests.getFirst();
    var cluster = new ManifestIndex();
    cluster.putNamespace(client.at("/metadata/namespace").asText(), Map.of());
    cluster.put(
        ResourceReader.read(
            Reviews.yaml(
                "{metadata: {name: production, namespace: security}, spec: {issuerUrl: 'https://auth.example.com/realms/r'}}"),
            AuthServer.class));
    // Sets no field, but governs: without it an audited client would be ungoverned.
    cluster.put(policy(Reviews.yaml("{metadata: {name: governs, namespace: security}, spec: {}}")));
    for (JsonNode policy : manifests.subList(1, manifests.size())) {
      ((ObjectNode) policy.path("spec")).put("enforcement", mode);
      cluster.put(policy(policy));
    }
    Verdict verdict =
        AdmissionRouter.validating(cluster, cluster::client, LoopbackHttp.REFUSED)
            .verdict(
                AdmissionRequest.parse(Reviews.create("authclients", client.toString())),
                Deadline.NONE);
    return switch (verdict) {
      case Verdict.Allowed allowed -> new Answer(List.of(), texts(allowed.warnings()));
      case Verdict.Invalid invalid -> new Answer(invalid.causes(), texts(invalid.warnings()));
      case Verdict.Patched patched -> throw new AssertionError(patched);
      case Verdict.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static AuthPolicy policy(JsonNode manifest) {
    return ResourceReader.read(manifest, AuthPolicy.class);
  }

  private static Set<String> texts(List<Verdict.Warning> warnings) {
    return warnings.stream().map(Verdict.Warning::text).collect(Collectors.toSet());
  }
}
