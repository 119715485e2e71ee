package io.nauthera.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingTest {
  private static String message(String text) {
    return Finding.fails(ConditionType.ACCEPTED, Reason.POLICY_VIOLATION, text).message();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ü", "🔑"})
  void message_longerThanTheApiServerAccepts_isCut(String character) {
    String message = message(character.repeat(40_000));

    assertThat(message.codePointCount(0, message.length())).isEqualTo(32_768);
    assertThat(message).endsWith(character + "…");
  }

  @Test
  void message_thatFits_isNotCut() {
    String longest = "🔑".repeat(32_768);

    assertThat(message(longest)).isEqualTo(longest);
  }
}
