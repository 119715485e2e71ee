package io.nauthera.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.TokenLifetimes;
import io.nauthera.api.policy.Policy.ExistingClients;
import io.nauthera.api.text.Durations;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnsupportedSettingTest {
  private static final Policy POLICY = Fixtures.policy("p");

  private static List<UnsupportedSetting> unsupported(Policy policy) {
    return UnsupportedSetting.of(policy, ServerProfile.KEYCLOAK);
  }

  private static Policy lifetimes(String access, String id) {
    return POLICY.withLifetimes(
        new TokenLifetimes(Durations.parseOrNull(access), null, Durations.parseOrNull(id)));
  }

  @ParameterizedTest
  @CsvSource({"5m, 5m, true", "5m, 1h, true", "5m, 4m, false", ", 5m, false", "5m, , true"})
  void idTokens_notShorterThanAccessTokens_areMet(String access, String id, boolean met) {
    assertThat(unsupported(lifetimes(access, id)).isEmpty()).isEqualTo(met);
  }

  @ParameterizedTest
  @EnumSource
  void existingClients_otherThanRestrict_areUnsupported(ExistingClients existing) {
    assertThat(unsupported(POLICY.withExistingClients(existing)).isEmpty())
        .isEqualTo(existing == ExistingClients.RESTRICT);
  }

  @Test
  void rotation_imposed_isUnsupported() {
    assertThat(unsupported(Fixtures.rotation(POLICY, "0 0 * * *", false)))
        .extracting(UnsupportedSetting::kind)
        .containsExactly(UnsupportedSetting.Kind.SECRET_ROTATION);
  }

  @Test
  void anything_thatTheServerCanDo_isSupported() {
    var able = new ServerProfile("Able", 255, 255, 239, Set.of(), Set.of(), "-x", false, true);
    var policy = Fixtures.rotation(lifetimes("5m", "4m"), "0 0 * * *", false);
    assertThat(UnsupportedSetting.of(policy, able)).isEmpty();
  }

  @Test
  void messages_longest_fitAWarning() {
    var policy =
        Fixtures.rotation(lifetimes("99999h59m59s", "99999h59m58s"), "0 0 * * *", false)
            .withExistingClients(ExistingClients.DISABLE);
    assertThat(unsupported(policy))
        .hasSize(3)
        .allSatisfy(setting -> assertThat(setting.message()).hasSizeLessThanOrEqualTo(120));
  }
}
