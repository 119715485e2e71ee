package io.nauthera.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.demo.Manifests;
import io.nauthera.e2e.SharedSandbox;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real API server accepts the manifests in docs/install.md, and kustomize the kustomization. */
class DocumentedInstallationTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern BLOCK =
      Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final String KUSTOMIZATION = "# kustomization.yaml\n";

  private static Sandbox sandbox;

  @TempDir Path folder;

  @BeforeAll
  static void namespaces() {
    sandbox = SharedSandbox.get();
    var manifests = new Manifests(sandbox.folder().resolve("documented-installation"));
    var unused = sandbox.kubectl("apply", "-f", manifests.file("people.yaml")).orThrow();
  }

  private static List<String> blocks(String page) throws IOException {
    return BLOCK
        .matcher(Files.readString(ROOT.resolve(page)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void manifests_ofTheFirstSteps_areAccepted() throws IOException {
    List<String> manifests =
        blocks("docs/install.md").stream()
            .filter(block -> !block.startsWith(KUSTOMIZATION))
            .toList();

    assertThat(manifests).hasSize(3);
    for (String manifest : manifests) {
      CommandResult result =
          sandbox.kubectlReading(manifest, "apply", "--dry-run=server", "-f", "-");
      assertThat(result.succeeded()).as(manifest + result.stderr()).isTrue();
    }
  }

  @Test
  void kustomization_ofThePlainManifests_replacesEveryImage() throws IOException {
    String kustomization =
        blocks("docs/install.md").stream()
            .filter(block -> block.startsWith(KUSTOMIZATION))
            .findFirst()
            .orElseThrow();
    Files.writeString(folder.resolve("kustomization.yaml"), kustomization);
    Files.copy(ROOT.resolve("deploy/install.yaml"), folder.resolve("install.yaml"));

    String built = sandbox.kubectl("kustomize", folder.toString()).orThrow().stdout();

    assertThat(built.lines().filter(line -> line.strip().startsWith("image:")))
        .hasSize(2)
        .allMatch(line -> line.contains("registry.example.com/platform/nauthera/"));
  }
}
