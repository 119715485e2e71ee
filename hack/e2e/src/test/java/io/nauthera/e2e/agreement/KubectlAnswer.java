package io.nauthera.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.nauthera.e2e.CommandRun;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What kubectl prints for one manifest, compared with the CLI's result for it. */
record KubectlAnswer(CommandResult output) {
  private static final String WARNING = "Warning: ";

  /** The webhook's cache is up to date after at most this time. */
  private static final Duration LATENESS = Duration.ofSeconds(10);

  /**
   * The CLI's result for the manifest, once {@code kubectl apply --dry-run=server} gives the same
   * answer or the webhook's cache must be up to date.
   */
  static JsonNode agreed(Tenant tenant, Config cluster, String manifest, String... more) {
    JsonNode result = CommandRun.validate(cluster, manifest).result();
    String[] arguments = new String[more.length + 1];
    arguments[0] = "--dry-run=server";
    System.arraycopy(more, 0, arguments, 1, more.length);
    await()
        .atMost(LATENESS)
        .untilAsserted(() ->
            new KubectlAnswer(tenant.kubectlApply(manifest, arguments)).assertEqualTo(result));
    return result;
  }

  private void assertEqualTo(JsonNode result) {
    assertThat(result.path("allowed").asBoolean())
        .as("%s%n%s", output, result.toPrettyString())
        .isEqualTo(output.succeeded());
    assertThat(warnings()).as(output.toString()).isEqualTo(Answer.warnings(result));
    if (!output.succeeded()) {
      assertThat(causes(result.path("kind").asText(), result.path("name").asText()))
          .as(output.toString())
          .isEqualTo(causes(result));
    }
  }

  private static Set<String> causes(JsonNode result) {
    return result
        .at("/status/details/causes")
        .valueStream()
        .map(cause -> cause.path("field").asText() + ": " + cause.path("message").asText())
        .map(KubectlAnswer::withoutOwnWords)
        .collect(Collectors.toSet());
  }

  /** The CLI has its own words about malformed metadata, for the same field. */
  private static String withoutOwnWords(String cause) {
    return cause.startsWith("metadata.") ? cause.substring(0, cause.indexOf(": ")) : cause;
  }

  /** kubectl prints a single cause after a colon, and several causes as a list. */
  private Set<String> causes(String kind, String name) {
    String opening = "The %s \"%s\" is invalid: ".formatted(kind, name);
    assertThat(output.stderr()).contains(opening);
    String all = output.stderr().substring(output.stderr().indexOf(opening));
    return Stream.of(all.substring(opening.length()).split("\n\\* "))
        .map(String::strip)
        .filter(cause -> !cause.isEmpty())
        .map(KubectlAnswer::withoutOwnWords)
        .collect(Collectors.toSet());
  }

  private List<String> warnings() {
    return output
        .stderr()
        .lines()
        .filter(line -> line.startsWith(WARNING))
        .map(line -> line.substring(WARNING.length()))
        .filter(line -> !line.startsWith("resource authclients/"))
        .toList();
  }
}
