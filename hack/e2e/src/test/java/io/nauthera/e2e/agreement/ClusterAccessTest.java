package io.nauthera.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.nauthera.e2e.CommandRun;
import io.nauthera.e2e.Tenant;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which permissions the CLI needs in a cluster, and what it prints without them. */
class ClusterAccessTest {
  private static final Path PAGE = Path.of("../../docs/command-line.md");
  private static final Pattern ROLE =
      Pattern.compile(
          "### A ServiceAccount that may only read.*?^```yaml\n(.*?)^```$",
          Pattern.MULTILINE | Pattern.DOTALL);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Tenant tenant;
  private static String role;

  @TempDir Path folder;

  @BeforeAll
  static void documentedRole() throws IOException {
    tenant = new Tenant("access");
    tenant.applyServer();
    tenant.applyPolicy("web", "{allowedScopes: [openid]}");
    role =
        ROLE.matcher(Files.readString(PAGE))
            .results()
            .map(MatchResult::group)
            .findFirst()
            .orElseThrow()
            .replaceAll("(?s).*```yaml\n|```$", "")
            .replace("namespace: shop", "namespace: " + tenant.team);
  }

  /** A ServiceAccount with the documented role, except for the given part. */
  private static Config account(String name, String without) {
    tenant.apply(role.replace("nauthera-validate", name).replace(without, ""));
    String token =
        tenant
            .kubernetes
            .serviceAccounts()
            .inNamespace(tenant.team)
            .withName(name)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    Config all = tenant.kubernetes.getConfiguration();
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(all.getMasterUrl())
        .withCaCertData(all.getCaCertData())
        .withCaCertFile(all.getCaCertFile())
        .withOauthToken(token)
        .build();
  }

  private static String client(String scope) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthClient
    metadata: {name: app, namespace: %s}
    spec:
      authServerRef: {name: server, namespace: %s}
      redirectUris: ["https://app.example.com/callback"]
      scopes: [%s]
    """
        .formatted(tenant.team, tenant.security, scope);
  }

  @Test
  void account_withTheDocumentedRole_getsCompleteAnswers() {
    Config reader = account("reader", "nothing");

    CommandRun allowed = CommandRun.validate(reader, client("openid"));
    assertThat(allowed.code()).as(allowed.out()).isZero();
    assertThat(allowed.report().path("notes")).isEmpty();
    assertThat(CommandRun.validate(reader, client("admin")).code()).isEqualTo(1);
  }

  @Test
  void account_thatMayNotListPolicies_getsTheMissingPermission() {
    CommandRun run =
        CommandRun.validate(account("no-policies", "authpolicies, "), client("openid"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.report().at("/errors/0/message").asText())
        .contains("cannot list resource \"authpolicies\"");
  }

  @ParameterizedTest
  @CsvSource({
    "no-clients, ', authclients', authclients",
    "no-stores, ', userstores', userstores",
    "no-namespaces, '\n  - apiGroups: [\"\"]\n    resources: [namespaces]\n    verbs: [list]', namespaces"
  })
  void account_thatMayNotListOtherKinds_getsAnAnswerWithANote(
      String name, String without, String resource) {
    Config lesser = account(name, without);

    CommandRun run = CommandRun.validate(lesser, client("admin"));

    assertThat(run.code()).as(run.out()).isEqualTo(1);
    assertThat(run.report().at("/notes/0").asText())
        .contains("cannot list resource \"" + resource + "\"");
  }

  /** Runs the CLI as a process with this kubeconfig. */
  private CommandRun process(Path kubeconfig, String... more) throws Exception {
    Path manifest = Files.writeString(folder.resolve("client.yaml"), client("openid"));
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "io.nauthera.webhook.cli.Main",
                "validate",
                "-f",
                manifest.toString(),
                "--against-cluster"));
    command.addAll(List.of(more));
    var builder = new ProcessBuilder(command);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("the process ends")
        .isTrue();
    return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Without this module's logger, because the CLI has another one. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("logback-classic"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void assertOneSentence(CommandRun run, String... words) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
    assertThat(run.err()).startsWith("nauthera: ").contains(words);
  }

  @Test
  void process_withAKubeconfig_asksItsCluster() throws Exception {
    CommandRun run = process(tenant.sandbox.kubeconfig());

    assertThat(run.code()).as(run.toString()).isZero();
  }

  @Test
  void kubeconfig_missing_isReported() throws Exception {
    Path missing = folder.resolve("nowhere");

    assertOneSentence(process(missing), "no kubeconfig with a cluster", missing.toString());
  }

  @Test
  void kubeconfig_broken_isReported() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken"), "{{{ this is nothing");

    assertOneSentence(process(broken), "cannot read the kubeconfig", broken.toString());
  }

  @Test
  void kubeconfig_withoutTheContext_isReported() throws Exception {
    assertOneSentence(
        process(tenant.sandbox.kubeconfig(), "--context", "nowhere"),
        "has no context \"nowhere\": use one of sandbox");
  }

  @Test
  void apiServer_unreachable_isReportedSoon() throws Exception {
    Path gone = kubeconfig("https://127.0.0.1:1");
    long start = System.nanoTime();

    CommandRun run = process(gone);

    assertOneSentence(run, "cannot reach the cluster at https://127.0.0.1:1/: no connection");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void apiServer_withUnknownToken_isReported() throws Exception {
    Path stranger = kubeconfig(tenant.kubernetes.getMasterUrl().toString());

    assertOneSentence(process(stranger), "cannot reach the cluster", "Unauthorized");
  }

  private Path kubeconfig(String server) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: a
        contexts: [{name: a, context: {cluster: a, user: a}}]
        clusters: [{name: a, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        users: [{name: a, user: {token: stranger}}]
        """
            .formatted(server),
        StandardCharsets.UTF_8);
  }
}
