package io.nauthera.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real API server accepts the manifests in docs/command-line.md. */
class DocumentedRecipesTest {
  private static final Path PAGE = Path.of("../../docs/command-line.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static Tenant tenant;
  private static List<String> blocks;

  @TempDir Path folder;

  @BeforeAll
  static void page() throws IOException {
    tenant = new Tenant("recipes");
    tenant.applyServer();
    blocks =
        BLOCK
            .matcher(Files.readString(PAGE))
            .results()
            .map(match -> match.group(1).replace("namespace: shop", "namespace: " + tenant.team))
            .toList();
  }

  private static String block(String apiVersion) {
    List<String> found =
        blocks.stream().filter(block -> block.startsWith("apiVersion: " + apiVersion)).toList();
    assertThat(found).as(apiVersion).hasSize(1);
    return found.getFirst();
  }

  private static void assertAccepted(String manifests) {
    CommandResult result = tenant.kubectlApply(manifests, "--dry-run=server");
    assertThat(result.succeeded()).as(result.toString()).isTrue();
  }

  @Test
  void serviceAccountWithItsRole_isAccepted() {
    assertAccepted(block("v1\n"));
  }

  @Test
  void presyncJob_besideAClient_isAcceptedAndFindsItsManifests() throws IOException {
    Files.writeString(folder.resolve("kustomization.yaml"), block("kustomize.config.k8s.io/"));
    Files.writeString(folder.resolve("nauthera-presync.yaml"), block("batch/v1\n"));
    Files.writeString(
        folder.resolve("auth-client.yaml"),
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: web}
        spec: {authServerRef: {name: server, namespace: %s}, grantTypes: [client_credentials]}
        """
            .formatted(tenant.security));

    String built = tenant.sandbox.kubectl("kustomize", folder.toString()).orThrow().stdout();

    assertAccepted(built);
    assertThat(Pattern.compile("name: nauthera-manifests-\\w+").matcher(built).results())
        .as("the ConfigMap, and the Job that mounts it")
        .hasSize(2)
        .extracting(match -> match.group())
        .containsOnly(
            Pattern.compile("name: nauthera-manifests-\\w+")
                .matcher(built)
                .results()
                .findFirst()
                .orElseThrow()
                .group());
  }
}
