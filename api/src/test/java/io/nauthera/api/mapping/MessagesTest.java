package io.nauthera.api.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicySet;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What developers read. {@code -Dgolden.update=true} writes the expected files anew. */
class MessagesTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/messages");

  static List<Path> manifests() throws IOException {
    try (var files = Files.list(DIRECTORY)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void messages_ofManifests_asExpected(Path file) throws IOException {
    var manifests = Manifests.read(file);
    var policies =
        manifests.policies().stream()
            .map(policy -> AuthPolicies.targeted(policy).policy())
            .toList();
    var decision =
        new PolicyEvaluator(ServerProfile.KEYCLOAK)
            .evaluate(AuthClients.metadata(manifests.client()), PolicySet.of(policies));
    var expected = Path.of(file.toString().replaceFirst("\\.yaml$", ".expected"));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, text(decision));
    }
    assertThat(text(decision)).isNotEmpty().isEqualTo(Files.readString(expected));
  }

  /** Those without a file are refusals of governance: they need a cluster. */
  @Test
  void rules_ofTheEngine_haveMessages() throws IOException {
    List<String> names = manifests().stream().map(file -> file.getFileName().toString()).toList();
    Set<RuleId> ofGovernance =
        Set.of(
            RuleId.CONSENT,
            RuleId.EXCLUSIVE_CLIENT_ID,
            RuleId.EXCLUSIVE_SECRET,
            RuleId.LEAVING_POLICIES);
    assertThat(Arrays.stream(RuleId.values()).filter(rule -> !ofGovernance.contains(rule)))
        .allMatch(rule -> names.stream().anyMatch(name -> name.startsWith(rule + "-")));
  }

  private static String text(Decision decision) {
    return Stream.of(
            lines("", decision.violations()),
            lines("warning: ", decision.warnings()),
            lines("audited: ", decision.audited()))
        .flatMap(lines -> lines)
        .collect(Collectors.joining());
  }

  private static Stream<String> lines(String prefix, List<Violation> violations) {
    return violations.stream()
        .map(violation -> prefix + violation + "\n  by " + violation.policies() + "\n");
  }
}
