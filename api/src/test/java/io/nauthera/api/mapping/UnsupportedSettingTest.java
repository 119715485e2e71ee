package io.nauthera.api.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.AuthPolicySpec.ClientAuthentication;
import io.nauthera.api.v1alpha1.AuthPolicySpec.ExistingClients;
import io.nauthera.api.v1alpha1.AuthPolicySpec.SecretRotation;
import io.nauthera.api.v1alpha1.AuthPolicySpec.Token;
import io.nauthera.api.v1alpha1.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShortfallTest {
  private static AuthPolicySpec spec(
      Token token, ClientAuthentication authentication, ExistingClients existing) {
    return new AuthPolicySpec(
        null, null, token, null, null, null, authentication, null, null, null, existing);
  }

  private static ClientAuthentication rotating(boolean enabled) {
    return new ClientAuthentication(null, new SecretRotation(enabled, "0 0 * * *", null));
  }

  @ParameterizedTest
  @CsvSource({"5m, 5m, true", "5m, 1h, true", "5m, 4m, false", ", 5m, false", "5m, , true"})
  void idTokens_notShorterThanAccessTokens_areMet(String access, String id, boolean met) {
    var shortfalls = UnsupportedSetting.of(spec(new Token(access, null, id), null, null));
    assertThat(shortfalls.isEmpty()).isEqualTo(met);
  }

  @ParameterizedTest
  @EnumSource
  void existingClients_otherThanRestrict_fallShort(ExistingClients existing) {
    assertThat(UnsupportedSetting.of(spec(null, null, existing)).isEmpty())
        .isEqualTo(existing == ExistingClients.Restrict);
  }

  @Test
  void rotation_whereEnabled_fallsShort() {
    assertThat(UnsupportedSetting.of(spec(null, rotating(true), null)))
        .extracting(UnsupportedSetting::reason)
        .containsExactly(Reason.ROTATION_NOT_SUPPORTED);
    assertThat(UnsupportedSetting.of(spec(null, rotating(false), null))).isEmpty();
  }

  @Test
  void sentences_longest_fitAWarning() {
    var longest = new Token("99999h99999m99999s", null, "99999h99999m99998s");
    assertThat(UnsupportedSetting.of(spec(longest, rotating(true), ExistingClients.Disable)))
        .hasSize(3)
        .allSatisfy(shortfall -> assertThat(shortfall.sentence()).hasSizeLessThanOrEqualTo(120));
  }
}
