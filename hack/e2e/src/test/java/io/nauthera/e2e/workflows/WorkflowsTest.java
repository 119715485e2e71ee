package io.nauthera.e2e.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.demo.Transcript;
import io.nauthera.demo.Workflows;
import io.nauthera.e2e.SharedSandbox;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Both workflows, step by step, as {@code make demo} runs them. A step that fails throws. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WorkflowsTest {
  private static Workflows workflows;

  @BeforeAll
  static void stage() {
    workflows =
        new Workflows(
            SharedSandbox.get(), new Transcript(new PrintStream(OutputStream.nullOutputStream())));
  }

  @Test
  @Order(1)
  void platform_offersServerAndPolicy_bothAreReady() {
    workflows.platformOffersServer();
  }

  @Test
  @Order(2)
  void developer_appliesSeveralMistakes_allAreListedAsInTheReadme() throws IOException {
    String refusal = workflows.developerIsRefused();

    assertThat(refusal)
        .startsWith("The AuthClient \"my-webapp\" is invalid:")
        .contains("\"admin:all\"", "AuthPolicy security/web-apps-policy");
    assertThat(Files.readString(Path.of("../../docs/pictures/demo.txt")).lines().map(String::strip))
        .as("the recorded demo: record it again and run docs/pictures/draw")
        .containsAll(refusal.lines().map(String::strip).toList());
  }

  @Test
  @Order(3)
  void developer_appliesManifest_isReadyAndHasSecret() {
    workflows.developerIsOnboarded();
  }

  @Test
  @Order(4)
  void application_logsInWithSecret_getsTokensOf900Seconds() {
    workflows.applicationLogsIn();
  }

  @Test
  @Order(5)
  void security_tightensPolicy_newLoginGetsTokensOf300Seconds() {
    workflows.securityTightensPolicy();
  }

  @Test
  @Order(6)
  void developer_deletesClient_clientAndSecretAreGone() {
    workflows.developerDeletesClient();
  }
}
