package io.nauthera.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.e2e.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/secret.md names every key, and its manifest is valid. */
class DocumentedSecretTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static String page;

  @TempDir Path folder;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(Path.of("../../docs/secret.md"));
  }

  /** Except some endpoints, which the page leaves to Discovery. */
  @Test
  void keys_areOnThePage() {
    assertThat(AuthApi.SECRET_KEYS)
        .filteredOn(key -> !key.endsWith("_endpoint"))
        .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
  }

  @Test
  void manifest_isValid() throws IOException {
    var block = BLOCK.matcher(page);
    assertThat(block.find()).isTrue();
    Path file = Files.writeString(folder.resolve("client.yaml"), block.group(1));

    CommandRun run = CommandRun.offline("validate", "-f", file.toString());
    assertThat(run.code()).as(run.toString()).isZero();
  }
}
