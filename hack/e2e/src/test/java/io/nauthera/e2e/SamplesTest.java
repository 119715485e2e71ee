package io.nauthera.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.demo.Manifests;
import io.nauthera.sandbox.CommandResult;
import io.nauthera.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of deploy/samples against the real API server: what is valid is taken without a
 * warning or with those beside it, what is invalid gets the answer beside it. What the samples
 * refer to is in samples.yaml. {@code -Dgolden.update=true} writes the answers anew.
 */
class SamplesTest {
  private static final Path SAMPLES = Path.of("../../deploy/samples");
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
              "none");
      apply(manifests.file("production-server.yaml", nowhere));
    }
    apply(manifests.file("web-apps-policy-15m.yaml"));
    apply(manifests.file("samples.yaml"));
    awaitKnown();
  }

  /** The last of each kind is known to the webhook, and with it all that came before. */
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
                .contains("staging/basic-only", "staging/keys-only", "my-team/portal"));
  }

  private static void apply(String file) {
    var unused = sandbox.kubectl("apply", "-f", file).orThrow();
  }

  static Stream<Path> valid() throws IOException {
    return manifests("valid");
  }

  static Stream<Path> invalid() throws IOException {
    return manifests("invalid");
  }

  private static Stream<Path> manifests(String folder) throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("valid")
  void sample_valid_isTaken(Path manifest) throws IOException {
    CommandResult result = dryRun(manifest);

    Path golden = golden(manifest);
    boolean warns = Files.exists(golden);
    if (warns && Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, result.stderr());
    }
    assertThat(result.stderr()).isEqualTo(warns ? Files.readString(golden) : "");
    assertThat(result.stdout()).contains("created (server dry run)");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void sample_invalid_isRefusedWithTheAnswerBesideIt(Path manifest) throws IOException {
    CommandResult result = dryRun(manifest);

    Path golden = golden(manifest);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, result.stderr());
    }
    assertThat(result.succeeded()).isFalse();
    assertThat(result.stderr()).isEqualTo(Files.readString(golden));
  }

  private static Path golden(Path manifest) {
    return Path.of(manifest.toString().replace(".yaml", ".expected"));
  }

  /** Through standard input, so that no answer holds the path of a file. */
  private static CommandResult dryRun(Path manifest) throws IOException {
    return dryRun(Files.readString(manifest));
  }

  private static CommandResult dryRun(String manifest) {
    return sandbox.kubectlReading(manifest, "create", "--dry-run=server", "-f", "-");
  }
}
