package io.nauthera.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "5m, PT5M, 5m",
    "24h, PT24H, 24h",
    "1h30m, PT1H30M, 1h30m",
    "90m, PT1H30M, 1h30m",
    "30m1h, PT1H30M, 1h30m",
    "3600s, PT1H, 1h",
    "1h1m1s, PT1H1M1S, 1h1m1s",
    "007s, PT7S, 7s",
    "0s, PT0S, 0s",
    "99999h, PT99999H, 99999h",
  })
  void duration_wellFormed_readAndWritten(String text, Duration duration, String shortest) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
    assertThat(Durations.format(duration)).isEqualTo(shortest);
    assertThat(Durations.parse(shortest)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "m",
        "5d",
        "1w",
        "5M",
        "5H",
        "-5m",
        "+5m",
        "1.5h",
        "5 m",
        " 5m",
        "5m ",
        "5m\n",
        "5min",
        "PT5M",
        "100000s",
        "1h1m1s1s",
        "5ms",
        "١m",
        "1_000s",
        "0x5m",
        "1e3s"
      })
  void duration_malformed_refusedWithAnExample(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageContaining("e.g. 15m, 24h or 1h30m");
  }
}
