package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronSenseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 * * *",
        "15 3 * * SUN",
        "*/5 0-4,22 1 JAN,JUN 1-5",
        "30 2 1 * *",
        "0 0 * * 7"
      })
  void expression_ofFiveFields_isAccepted(String expression) {
    assertThat(CronExpressions.defectOf(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 0 * * *     | it has 6 fields and must have five (minute hour day month weekday)",
        "@midnight       | it has 1 field and must have five (minute hour day month weekday)",
        "'         '     | it has 1 field and must have five (minute hour day month weekday)",
        "61 0 * * *      | its minute \"61\" must be of 0-59: one, a list (,), a range (-), a step (/) or *",
        "0 24 * * *      | its hour \"24\" must be of 0-23: one, a list (,), a range (-), a step (/) or *",
        "0 0 0 * *       | its day \"0\" must be of 1-31: one, a list (,), a range (-), a step (/) or *",
        "0 0 * MAI *     | its month \"MAI\" must be of 1-12 or JAN-DEC: one, a list (,), a range (-), a step (/) or *",
        "0 0 * * Someday | its weekday \"Someday\" must be of 0-7 or SUN-SAT: one, a list (,), a range (-), a step (/) or *",
      })
  void expression_invalid_namesTheField(String expression, String defect) {
    assertThat(CronExpressions.defectOf(expression)).hasValue(defect);
  }
}
