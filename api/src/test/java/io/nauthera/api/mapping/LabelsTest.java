package io.nauthera.api.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  @ParameterizedTest
  @ValueSource(strings = {"environment", "a", "A_b.c-D", "example.com/environment", "a-b.c/x"})
  void key_asKubernetesAllowsIt_isAccepted(String key) {
    assertThat(Labels.isKey(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "a-",
        "a b",
        "/a",
        "a/",
        "a/b/c",
        "Example.com/a",
        "a..b/c",
        ".a/b",
        "a-.b/c",
        "a_b/c"
      })
  void key_asKubernetesRefusesIt_isRefused(String key) {
    assertThat(Labels.isKey(key)).isFalse();
  }

  @Test
  void key_atTheLimits_isAccepted_andBeyondThemRefused() {
    String name = "n".repeat(63);
    String domain = "d".repeat(253);
    assertThat(Labels.isKey(domain + "/" + name)).isTrue();
    assertThat(Labels.isKey(domain + "d/" + name)).isFalse();
    assertThat(Labels.isKey(domain + "/" + name + "n")).isFalse();
  }
}
