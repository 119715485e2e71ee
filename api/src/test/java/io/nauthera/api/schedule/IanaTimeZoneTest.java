package io.nauthera.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IanaTimeZoneTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Etc/UTC",
        "Etc/GMT+5",
        "GMT",
        "GMT+0",
        "Europe/Berlin",
        "America/Argentina/ComodRivadavia",
        "EST",
        "MST",
        "HST",
        "ROC",
        "EST5EDT",
      })
  void name_ofTheDatabase_isValid(String name) {
    assertThat(IanaTimeZone.defectOf(name)).isEmpty();
    assertThat(IanaTimeZone.parse(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Local",
        "local",
        "utc",
        "Europe/berlin",
        "Europe/Atlantis",
        "+02:00",
        "Z",
        "UTC+1",
        "UTC+01:00",
        "GMT+2",
        "CEST",
        "PST",
        "SystemV/EST5",
        " UTC",
        "",
      })
  void name_ofSomethingElse_isInvalid(String name) {
    String message =
        "\"%s\" is not a time zone: use a name of the IANA time zone database with the same capital letters, e.g. UTC, Europe/Berlin or America/New_York"
            .formatted(name);
    assertThat(IanaTimeZone.defectOf(name)).hasValue(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IanaTimeZone.parse(name))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, UTC, true",
    "UTC, Etc/UTC, true",
    "UTC, GMT, true",
    "UTC, Etc/GMT+1, false",
    "UTC, Europe/London, false",
    "Asia/Calcutta, Asia/Kolkata, true",
    "US/Eastern, America/New_York, true",
    "EST, America/Panama, true",
    "EST5EDT, EST, false",
    "Europe/Berlin, Europe/Athens, false",
  })
  void zones_equalByMeaning(String one, String other, boolean isEqual) {
    IanaTimeZone a = IanaTimeZone.parse(one);
    IanaTimeZone b = IanaTimeZone.parse(other);
    assertThat(a.equals(b)).isEqualTo(isEqual);
    assertThat(a.compareTo(b) == 0).isEqualTo(isEqual);
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
    if (isEqual) {
      assertThat(a).hasSameHashCodeAs(b);
    }
  }
}
