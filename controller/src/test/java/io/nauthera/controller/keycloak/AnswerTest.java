package io.nauthera.controller.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
  private static Optional<Duration> retryAfter(String value, @Nullable String date) {
    Map<String, List<String>> headers = new HashMap<>(Map.of("retry-after", List.of(value)));
    if (date != null) {
      headers.put("date", List.of(date));
    }
    return Answer.retryAfter(HttpHeaders.of(headers, (name, text) -> true));
  }

  /** The clock of the server can be hours from ours. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thu, 26 Nov 2015 06:02:00 GMT | Thu, 26 Nov 2015 06:00:00 GMT | PT2M",
        "Fri, 01 Jan 2100 00:00:05 GMT | Fri, 01 Jan 2100 00:00:00 GMT | PT5S",
        "Sun, 29 Nov 2015 06:00:00 GMT | Thu, 26 Nov 2015 06:00:00 GMT | PT72H",
        "120 | Fri, 01 Jan 2100 00:00:00 GMT | PT2M"
      })
  void retryAfter_isMeasuredByTheClockOfTheServer(String value, String date, Duration expected) {
    assertThat(retryAfter(value, date)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Thu, 26 Nov 2015 05:59:00 GMT | Thu, 26 Nov 2015 06:00:00 GMT",
        "Thu, 26 Nov 2015 06:02:00 GMT | -",
        "Thu, 26 Nov 2015 06:02:00 GMT | soon",
        "-5 | Thu, 26 Nov 2015 06:00:00 GMT",
        "9999999999999999999999 | Thu, 26 Nov 2015 06:00:00 GMT"
      })
  void retryAfter_thatSaysNothing_isIgnored(String value, @Nullable String date) {
    assertThat(retryAfter(value, date)).isEmpty();
  }

  @Test
  void retryAfter_missing_isEmpty() {
    assertThat(Answer.retryAfter(HttpHeaders.of(Map.of(), (name, text) -> true))).isEmpty();
  }
}
