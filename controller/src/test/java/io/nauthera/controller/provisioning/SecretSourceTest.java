package io.nauthera.controller.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSourceTest {
  private static String secret(String published) {
    return new SecretSource(() -> Optional.ofNullable(published)).secret();
  }

  @Test
  void secret_published_isUsedAgain() {
    assertThat(secret("published-secret-0123456789")).isEqualTo("published-secret-0123456789");
  }

  @Test
  void secret_none_isNewAndUnguessable() {
    assertThat(secret(null)).hasSize(43).isNotEqualTo(secret(null));
  }

  /** The server would store something else, or nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "****************************",
        "${vault.some-secret-of-others}",
        "with a space in the middle",
        "with-a-newline-at-the-end\n"
      })
  void secret_unusable_isReplaced(String unusable) {
    assertThat(secret(unusable)).hasSize(43);
  }
}
