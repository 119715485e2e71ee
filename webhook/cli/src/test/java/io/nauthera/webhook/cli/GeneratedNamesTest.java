package io.nauthera.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests with a {@code generateName}: each becomes an object of its own. */
class GeneratedNamesTest {
  private static final String PLATFORM =
      """
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthServer
      metadata: {name: main, namespace: security}
      spec: {issuerUrl: "https://auth.example.com/realms/main"}
      ---
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthPolicy
      metadata: {name: everyone, namespace: security}
      spec: {allowedScopes: [openid, email]}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      """;
  private static final String PREVIEW =
      """
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthClient
      metadata: {generateName: preview-, namespace: shop}
      spec:
        authServerRef: {name: main, namespace: security}
        redirectUris: ["https://preview.example.com/callback"]
        scopes: [openid]
      """;

  @TempDir Path folder;

  private static String documents(String... documents) {
    return String.join("---\n", documents);
  }

  @Test
  void validate_generateNameTwice_isTwoObjects() {
    CommandRun run = CommandRun.validate(documents(PLATFORM, PREVIEW, PREVIEW), "-o", "json");

    assertThat(run.code()).isZero();
    assertThat(run.ofResults("/name"))
        .containsExactly("everyone", "preview-xxxxx", "preview-xxxx2");
    assertThat(run.json().at("/errors").size()).isZero();
  }

  @Test
  void validate_generateNameThatTakesTheSameClientId_isRefusedTheSecondTime() {
    String withId = PREVIEW + "  clientId: shop.preview\n";
    CommandRun run = CommandRun.validate(documents(PLATFORM, withId, withId));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("refused AuthClient shop/preview-xxxx2", "AuthClient shop/preview-xxxxx");
  }

  @Test
  void validate_generatedNameThatExists_isAnother() {
    String named = PREVIEW.replace("generateName: preview-", "name: preview-xxxxx");
    CommandRun run = CommandRun.validate(documents(PLATFORM, PREVIEW, named), "-o", "json");

    assertThat(run.code()).isZero();
    assertThat(run.ofResults("/name"))
        .containsExactly("everyone", "preview-xxxx2", "preview-xxxxx");
  }

  @Test
  void validate_generateNameInOtherNamespaceOrKind_isCountedApart() {
    String crm = PREVIEW.replace("namespace: shop", "namespace: crm");
    String inDefault = PREVIEW.replace(", namespace: shop", "");
    CommandRun run =
        CommandRun.validate(
            documents(PLATFORM, PREVIEW, crm, inDefault, PREVIEW), "-o", "json", "-n", "crm");

    assertThat(run.ofResults("/name"))
        .containsExactly(
            "everyone", "preview-xxxxx", "preview-xxxxx", "preview-xxxx2", "preview-xxxx2");
  }

  @Test
  void validate_refusedGenerateName_isNamedInTheReport() {
    String empty = PREVIEW.replace("generateName: preview-", "name: \"\", generateName: preview-");
    CommandRun run =
        CommandRun.validate(
            documents(PLATFORM, empty.replace("[openid]", "[admin]"), PREVIEW + "  typo: 1\n"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("refused AuthClient shop/preview-xxxxx", "refused AuthClient shop/preview-xxxx2")
        .doesNotContain("without a name");
  }

  @Test
  void explain_generateNameTwice_explainsEach() {
    String manifests = documents(PLATFORM, PREVIEW, PREVIEW.replace("[openid]", "[admin]"));

    assertThat(CommandRun.of(manifests, "explain", "shop/preview-xxxxx", "-f", "-").code())
        .isZero();
    CommandRun second = CommandRun.of(manifests, "explain", "shop/preview-xxxx2", "-f", "-");
    assertThat(second.code()).isZero();
    assertThat(second.out()).contains("admin");
    CommandRun unknown = CommandRun.of(manifests, "explain", "shop/preview-", "-f", "-");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("shop/preview-xxxxx");
  }

  @Test
  void impact_generateNameTwice_countsBoth() throws IOException {
    Path before = Files.writeString(folder.resolve("before.yaml"), PLATFORM);
    Path after =
        Files.writeString(
            folder.resolve("after.yaml"), PLATFORM.replace("[openid, email]", "[email]"));
    CommandRun run =
        CommandRun.of(
            documents(PREVIEW, PREVIEW),
            "impact",
            "--before",
            before.toString(),
            "--after",
            after.toString(),
            "-f",
            "-");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("shop/preview-xxxxx", "shop/preview-xxxx2", "2 newly violating");
    assertThat(run.err()).isEmpty();
  }
}
