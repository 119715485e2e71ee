package io.nauthera.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command as a person or a pipeline meets it: what it prints, and how it ends. */
class NautheraCommandTest {
  private static final String SERVER =
      """
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthServer
      metadata: {name: main, namespace: security}
      spec: {issuerUrl: "https://auth.example.com/realms/main"}
      """;
  private static final String NAMESPACE =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: web}}
      """;
  private static final String CLIENT =
      """
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthClient
      metadata: {name: %s, namespace: shop}
      spec:
        authServerRef: {name: main, namespace: security}
        redirectUris: ["https://shop.example.com/callback"]
        scopes: [openid, "%s"]
      """;

  @TempDir Path folder;

  private static KubernetesClient noCluster(@Nullable String context) {
    throw new AssertionError("no cluster was asked for");
  }

  private static String policy(String name, String spec) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthPolicy
    metadata: {name: %s, namespace: security}
    spec: %s
    """
        .formatted(name, spec);
  }

  private static String documents(String... documents) {
    return String.join("---\n", documents);
  }

  @Test
  void validate_allowed_endsWith0() {
    CommandRun run =
        CommandRun.validate(
            documents(
                CLIENT.formatted("web", "email"),
                NAMESPACE,
                policy("p", "{allowedScopes: [openid, email]}"),
                SERVER));

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo("3 manifests validated: 3 allowed, 0 refused, 0 with warnings; no errors\n");
  }

  @Test
  void validate_refused_endsWith1AndNamesThePlace() {
    CommandRun run =
        CommandRun.validate(
            documents(
                SERVER,
                policy("p", "{allowedScopes: [openid]}"),
                NAMESPACE,
                CLIENT.formatted("web", "admin")));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "<stdin>:21:20: spec.scopes[1]: scope \"admin\" is not allowed by AuthPolicy security/p; allowed: openid [scopes]");
  }

  @Test
  void validate_policyWithErrors_endsWith2AndJudgesTheRest() {
    CommandRun run =
        CommandRun.validate(
            documents(
                SERVER,
                policy("good", "{allowedScopes: [openid]}"),
                policy("bad", "{token: {accessTokenTTL: 1h, refreshTokenTTL: 5m}}"),
                CLIENT.formatted("web", "admin")));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out())
        .contains("spec.token.refreshTokenTTL: \"5m\" is shorter than accessTokenTTL \"1h\"")
        .contains(
            "AuthPolicy security/bad is invalid, so AuthClients were validated without it: fix it first")
        .contains("scope \"admin\" is not allowed by AuthPolicy security/good");
  }

  @Test
  void validate_warningUnderStrict_isViolation() {
    String manifests =
        documents(
            SERVER,
            NAMESPACE,
            policy("p", "{enforcement: Warn, allowedScopes: [openid]}"),
            CLIENT.formatted("web", "email"));

    assertThat(CommandRun.validate(manifests).code()).isZero();
    CommandRun strict = CommandRun.validate(manifests, "--strict");
    assertThat(strict.code()).isEqualTo(1);
    assertThat(CommandRun.validate(manifests, "--strict", "-o", "json").out())
        .contains("\"code\" : 422", "\"allowed\" : false", "scope \\\"email\\\" is not allowed");
  }

  @Test
  void validate_namespaceNotRead_isAssumedAndNoted() {
    CommandRun run =
        CommandRun.validate(
            documents(
                SERVER,
                policy(
                    "p",
                    "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}, allowedScopes: [openid]}"),
                CLIENT.formatted("web", "admin")));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("note: namespace shop is in no file: it is assumed to have no labels");
  }

  @Test
  void validate_twoWithOneClientId_letsTheFirstIn() {
    CommandRun run =
        CommandRun.validate(
            documents(
                SERVER,
                policy("p", "{allowCustomClientIds: true, allowedScopes: [openid, email]}"),
                CLIENT.formatted("one", "email") + "  clientId: shared\n",
                CLIENT.formatted("two", "email") + "  clientId: shared\n"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("refused AuthClient shop/two", "belongs to AuthClient shop/one")
        .doesNotContain("refused AuthClient shop/one");
  }

  @Test
  void validate_sameManifestTwice_endsWith2() {
    CommandRun run =
        CommandRun.validate(
            documents(SERVER, CLIENT.formatted("web", "email"), CLIENT.formatted("web", "openid")));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out())
        .contains("AuthClient shop/web is also in <stdin>, line 8: keep one of them");
  }

  @Test
  void validate_noNamespace_isInTheGivenOne() throws IOException {
    String manifest = CLIENT.formatted("web", "email").replace(", namespace: shop", "");
    Path file = Files.writeString(folder.resolve("client.yaml"), manifest);

    assertThat(CommandRun.of("", "validate", "-o", "json", "-n", "crm", file.toString()).out())
        .contains("\"namespace\" : \"crm\"");
    assertThat(CommandRun.of("", "validate", "-o", "json", "-f", file.toString()).out())
        .contains("\"namespace\" : \"default\"");
  }

  @Test
  void validate_policiesElsewhere_apply() throws IOException {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("server.yml"), SERVER);
    Files.writeString(policies.resolve("policy.yaml"), policy("p", "{allowedScopes: [openid]}"));
    Path client =
        Files.writeString(folder.resolve("client.yaml"), CLIENT.formatted("web", "email"));

    CommandRun run =
        CommandRun.of("", "validate", "-f", client.toString(), "--policies", policies.toString());
    CommandRun twice =
        CommandRun.of("", "validate", "-f", folder.toString(), "--policies", policies.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("AuthPolicy security/p");
    assertThat(twice).as("what is reached by two ways is read once").isEqualTo(run);
  }

  /** As the kubelet mounts it: links to links to a folder that begins with dots. */
  @Test
  void validate_mountedConfigMap_isReadOnce() throws IOException {
    Path data = Files.createDirectory(folder.resolve("..2026_11_24"));
    Files.writeString(data.resolve("client.yaml"), CLIENT.formatted("web", "email"));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_24"));
    Files.createSymbolicLink(folder.resolve("client.yaml"), Path.of("..data/client.yaml"));

    CommandRun run = CommandRun.of("", "validate", "-f", folder.toString());

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("1 manifest validated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "junit", "sarif", "github"})
  void validate_brokenFile_isSaidInEveryFormatAndOthersAreJudged(String format) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "# auth.nauthera.io\nkind: [\n");
    Files.writeString(folder.resolve("b.yaml"), CLIENT.formatted("web", "email"));

    CommandRun run = CommandRun.of("", "validate", "-f", folder.toString(), "-o", format);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("a.yaml");
    assertThat(run.out()).contains("does not exist (yet)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "junit", "sarif", "github"})
  void validate_unrelatedBrokenFile_isNotedAndEndsByTheRest(String format) throws IOException {
    Files.writeString(folder.resolve("template.yaml"), "replicas: {{ .Values.replicas }}\n");
    Files.writeString(folder.resolve("client.yaml"), CLIENT.formatted("web", "email"));

    CommandRun lenient = CommandRun.of("", "validate", "-f", folder.toString(), "-o", format);
    CommandRun strict =
        CommandRun.of("", "validate", "-f", folder.toString(), "-o", format, "--strict");
    CommandRun excluded =
        CommandRun.of(
            "", "validate", "-f", folder.toString(), "-o", format, "--exclude", "template*");

    assertThat(lenient.code()).isZero();
    assertThat(strict.code()).isEqualTo(2);
    assertThat(strict.out()).contains("looks like a template");
    assertThat(excluded.code()).isZero();
    assertThat(excluded.out()).doesNotContain("template.yaml");
  }

  @Test
  void validate_unrelatedBrokenFile_isCounted() throws IOException {
    Files.writeString(folder.resolve("template.yaml"), "replicas: {{ .Values.replicas }}\n");

    assertThat(CommandRun.of("", "validate", "-f", folder.toString()).out())
        .startsWith(
            "note: skipped 1 file that cannot be read and does not contain auth.nauthera.io")
        .endsWith("no errors; skipped: 1 unreadable file\n");
    assertThat(CommandRun.of("", "validate", "-f", folder.toString(), "-o", "json").out())
        .contains("\"unreadable file\" : 1");
  }

  @Test
  void validate_globInvalid_saysWhatIsValid() {
    CommandRun run = CommandRun.of("", "validate", "-f", folder.toString(), "--exclude", "a[b");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("--exclude: \"a[b\" is not a valid glob: use e.g.");
  }

  @Test
  void validate_nothingGiven_saysWhatToGive() {
    CommandRun run = CommandRun.of("", "validate");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("no manifests: use -f FILE, -f DIR, or -f - for standard input");
  }

  @Test
  void validate_unknownFormat_namesThoseThereAre() {
    CommandRun run = CommandRun.of("", "validate", "-f", "-", "-o", "xml");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("xml", "text, json, junit, sarif, github");
  }

  @ParameterizedTest
  @CsvSource({"'[openid, email]', '[openid]', 1", "'[openid]', '[openid, email]', 0"})
  void impact_policyChanges_endsBy_whoeverNewlyViolates(String was, String will, int code)
      throws IOException {
    Path before = Files.createDirectory(folder.resolve("before"));
    Path after = Files.createDirectory(folder.resolve("after"));
    Files.writeString(
        before.resolve("p.yaml"), documents(SERVER, policy("p", "{allowedScopes: " + was + "}")));
    Files.writeString(
        after.resolve("p.yaml"), documents(SERVER, policy("p", "{allowedScopes: " + will + "}")));

    CommandRun run =
        CommandRun.of(
            documents(NAMESPACE, CLIENT.formatted("web", "email")),
            "impact",
            "--before",
            before.toString(),
            "--after",
            after.toString(),
            "-f",
            "-");

    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out())
        .contains("AuthPolicy security/p", code == 1 ? "newly violating:" : "no longer violating:")
        .contains("shop/web");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void impact_policyWithErrors_endsWith2() throws IOException {
    Path good =
        Files.writeString(folder.resolve("good.yaml"), documents(SERVER, policy("p", "{}")));
    Path bad =
        Files.writeString(folder.resolve("bad.yaml"), documents(SERVER, policy("p", "{x: 1}")));

    CommandRun run =
        CommandRun.of("", "impact", "--before", good.toString(), "--after", bad.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("bad.yaml:9:", "unknown field \"spec.x\"");
  }

  @Test
  void explain_client_saysWhoGovernsItAndWhoDoesNot() {
    String manifests =
        documents(
            SERVER,
            NAMESPACE,
            policy("p", "{allowedScopes: [openid]}"),
            policy("native", "{clientSelector: {matchLabels: {kind: native}}}"),
            CLIENT.formatted("web", "admin"));

    CommandRun run = CommandRun.of(manifests, "explain", "shop/web", "-f", "-");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("AuthPolicy security/p (Enforce)", "scope \"admin\" is not allowed")
        .contains("clientSelector requires kind=native, but the client has no label kind");
    assertThat(CommandRun.of(manifests, "explain", "shop/web", "-f", "-", "--all-fields").out())
        .hasSizeGreaterThan(run.out().length());
    assertThat(CommandRun.of(manifests, "explain", "shop/web", "-f", "-", "-o", "json").out())
        .startsWith("{")
        .contains("\"security/p\"");
  }

  @Test
  void explain_unknownClient_endsWith2AndNamesTheNearest() {
    CommandRun run =
        CommandRun.of(CLIENT.formatted("web", "openid"), "explain", "shop/wep", "-f", "-");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("shop/wep", "shop/web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "shop/", "/web", "a/b/c"})
  void explain_noName_saysHowItLooks(String name) {
    CommandRun run = CommandRun.of("", "explain", name, "-f", "-");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("\"" + name + "\" is not a valid name: use NAMESPACE/NAME");
  }

  @Test
  void help_everyOptionOfEveryCommand_isDescribed() {
    CommandLine all = NautheraCommand.all(console(), NautheraCommandTest::noCluster);

    for (CommandLine command : all.getSubcommands().values()) {
      assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
      for (OptionSpec option : command.getCommandSpec().options()) {
        assertThat(option.description()).as(option.longestName()).isNotEmpty();
      }
      CommandRun run = CommandRun.of("", "help", command.getCommandName());
      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("Usage: nauthera " + command.getCommandName());
      assertThat(run.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(121));
    }
  }

  private static Console console() {
    return new Console(
        ByteArrayInputStream.nullInputStream(),
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()),
        false);
  }

  @Test
  void completion_isAScriptOfBashThatKnowsEveryCommand() throws Exception {
    CommandRun run = CommandRun.of("", "completion");
    Path script = Files.writeString(folder.resolve("completion.bash"), run.out());

    Process bash =
        new ProcessBuilder(
                List.of(
                    "bash",
                    "-c",
                    "source \"$1\"; COMP_WORDS=(nauthera val); COMP_CWORD=1; _complete_nauthera; echo \"${COMPREPLY[*]}\"",
                    "bash",
                    script.toString()))
            .redirectErrorStream(true)
            .start();

    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("validate\n");
  }

  @Test
  void loopbackIssuer_needsTheOption() {
    String server =
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: local, namespace: security}
        spec: {issuerUrl: "http://localhost:8080/realms/a"}
        """;

    CommandRun refused = CommandRun.of(server, "validate", "-f", "-");
    CommandRun allowed = CommandRun.of(server, "validate", "-f", "-", "--allow-loopback-issuers");

    assertThat(refused.out())
        .contains("spec.issuerUrl", "http", "chart value allowLoopbackIssuers");
    assertThat(allowed.code()).isZero();
  }
}
