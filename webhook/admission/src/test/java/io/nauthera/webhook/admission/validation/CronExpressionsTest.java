package io.nauthera.webhook.admission.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 * * *",
        "15 3 * * SUN",
        "*/5 0-4,22 1 JAN,JUN 1-5",
        "30 2 1 * *",
        "0 0 * * 7"
      })
  void expression_ofFiveFields_isRight(String expression) {
    assertThat(CronExpressions.defectOf(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 0 * * *     | it has 6 fields instead of five (minute hour day month weekday)",
        "@midnight       | it has 1 field instead of five (minute hour day month weekday)",
        "'         '     | it has 1 field instead of five (minute hour day month weekday)",
        "61 0 * * *      | minute \"61\" is out of range: use 0-59, a list (,), a range (-), a step (/) or *",
        "0 24 * * *      | hour \"24\" is out of range: use 0-23, a list (,), a range (-), a step (/) or *",
        "0 0 0 * *       | day \"0\" is out of range: use 1-31, a list (,), a range (-), a step (/) or *",
        "0 0 * MAI *     | month \"MAI\" is out of range: use 1-12 or JAN-DEC, a list (,), a range (-), a step (/) or *",
        "0 0 * * Someday | weekday \"Someday\" is out of range: use 0-7 or SUN-SAT, a list (,), a range (-), a step (/) or *",
      })
  void expression_wrong_saidWhere(String expression, String defect) {
    assertThat(CronExpressions.defectOf(expression)).hasValue(defect);
  }
}
