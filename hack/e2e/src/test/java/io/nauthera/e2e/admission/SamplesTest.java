package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.demo.Manifests;
import io.nauthera.e2e.Sample;
import io.nauthera.e2e.SharedSandbox;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applies every file of deploy/samples to the real API server and compares what kubectl prints with
 * the answer in the file. What the samples refer to is in samples.yaml. {@code
 * -Dgolden.update=true} rewrites the answers.
 */
class SamplesTest {
  private static Sandbox sandbox;

  @BeforeAll
  static void serverAndPolicy() {
    sandbox = SharedSandbox.get();
    var manifests = new Manifests(sandbox.folder().resolve("samples"));
    var server =
        sandbox
            .kubernetes()
            .resources(AuthServer.class)
            .inNamespace("security")
            .withName("production-server");
    apply(manifests.file("people.yaml"));
    if (server.get() == null) {
      Map<String, String> nowhere =
          Map.of(
              "issuer",
              "http://127.0.0.1:9/realms/production",
              "client_id",
              "none",
              "client_secret",
              "none",
              "keycloak",
              "");
      apply(manifests.file("production-server.yaml", nowhere));
    }
    apply(manifests.file("web-apps-policy-15m.yaml"));
    apply(manifests.file("samples.yaml"));
    awaitKnown();
  }

  /** Waits until the webhook knows the last manifest of each kind, and so all earlier ones. */
  private static void awaitKnown() {
    String client =
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: early, namespace: my-team, labels: {kind: torn}}
        spec:
          authServerRef: {name: staging-server, namespace: staging}
          redirectUris: ["https://early.example.com/callback"]
          secretName: portal-credentials
        """;
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(dryRun(client).stderr())
                .contains("staging/basic-only", "staging/post-only", "my-team/portal"));
  }

  private static void apply(String file) {
    var unused = sandbox.kubectl("apply", "-f", file).orThrow();
  }

  static Stream<Sample> valid() {
    return Sample.in("valid");
  }

  static Stream<Sample> invalid() {
    return Sample.in("invalid");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("valid")
  void sample_valid_isAcceptedWithItsWarnings(Sample sample) throws IOException {
    CommandResult result = dryRun(sample.manifest());

    assertAnswer(sample, result);
    assertThat(result.stdout()).contains("created (server dry run)");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void sample_invalid_isRefusedWithItsAnswer(Sample sample) throws IOException {
    CommandResult result = dryRun(sample.manifest());

    assertThat(sample.manifest()).as("the first line says what is wrong").startsWith("# ");
    assertAnswer(sample, result);
    assertThat(result.succeeded()).isFalse();
  }

  private static void assertAnswer(Sample sample, CommandResult result) throws IOException {
    List<String> answer = sorted(result.stderr().lines().map(String::stripTrailing).toList());
    Sample expected = Boolean.getBoolean("golden.update") ? sample.withAnswer(answer) : sample;
    assertThat(comparable(answer)).isEqualTo(comparable(sorted(expected.answer())));
  }

  /**
   * Before Kubernetes 1.35, the API server shows the type of a value that a rule of the schema
   * refuses, e.g. "string", and not the value.
   */
  private static List<String> comparable(List<String> answer) {
    if (Integer.parseInt(sandbox.kubernetes().getKubernetesVersion().getMinor()) >= 35) {
      return answer;
    }
    return answer.stream()
        .map(line -> line.replaceAll("Invalid value: \"([^\"\\\\]|\\\\.)*\": ", "Invalid value: "))
        .toList();
  }

  /** The API server lists causes of its schema in any order. */
  private static List<String> sorted(List<String> answer) {
    Map<Boolean, List<String>> byCause =
        answer.stream().collect(Collectors.partitioningBy(line -> line.startsWith("* ")));
    return Stream.concat(
            byCause.getOrDefault(false, List.of()).stream(),
            byCause.getOrDefault(true, List.of()).stream().sorted())
        .toList();
  }

  /** Through standard input, so that no answer contains the path of a file. */
  private static CommandResult dryRun(String manifest) {
    return sandbox.kubectlReading(manifest, "create", "--dry-run=server", "-f", "-");
  }
}
