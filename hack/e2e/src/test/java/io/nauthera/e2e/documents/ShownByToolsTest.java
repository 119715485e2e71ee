package io.nauthera.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The troubleshooting page shows how each tool prints a refusal. Argo CD and Flux print the message
 * of the API server's Status after words of their own. {@code -Dgolden.update=true} rewrites the
 * page.
 */
class ShownByToolsTest {
  private static final Path PAGE = Path.of("../../docs/troubleshooting.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```\n(.*?)\n```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final String WRONG =
      """
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthClient
      metadata: {name: shop, namespace: shown-team}
      spec:
        authServerRef: {name: server, namespace: shown-security}
        redirectUris: ["http://shop.example.com/callback"]
        scopes: [openid, "admin:all"]
      """;

  private static Tenant tenant;

  @TempDir Path folder;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = new Tenant("shown");
    tenant.applyServer();
    tenant.applyPolicy("web", "{allowedScopes: [openid, profile]}");
  }

  private static void assertShown(int block, String shown) throws IOException {
    String page = Files.readString(PAGE);
    MatchResult documented = BLOCK.matcher(page).results().skip(block).findFirst().orElseThrow();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(
          PAGE,
          page.substring(0, documented.start(1))
              + shown.strip()
              + page.substring(documented.end(1)));
    } else {
      assertThat(documented.group(1)).isEqualTo(shown.strip());
    }
  }

  @Test
  void kubectl_oneFile_showsACausePerLine() throws IOException {
    assertShown(0, tenant.kubectlApply(WRONG).stderr());
  }

  @Test
  void kubectl_severalFiles_showsTheMessageOfEach() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), WRONG);
    Files.writeString(folder.resolve("b.yaml"), WRONG.replace("shop", "cart"));

    CommandResult result = tenant.sandbox.kubectl("apply", "-f", folder.toString());

    assertShown(1, result.stderr().replace(folder.toString(), "clients"));
  }

  @Test
  void gitOpsTools_printTheMessage_whichContainsEveryViolation() throws IOException {
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () ->
                tenant
                    .kubernetes
                    .resource(Serialization.unmarshal(WRONG, AuthClient.class))
                    .serverSideApply());

    assertShown(2, refusal.getStatus().getMessage());
  }
}
