package io.nauthera.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
  private static void assertEqual(String one, String other, boolean isEqual) {
    CronExpression a = CronExpression.parse(one);
    CronExpression b = CronExpression.parse(other);
    assertThat(a.equals(b)).as("%s equals %s", a, b).isEqualTo(isEqual);
    assertThat(a.compareTo(b) == 0).isEqualTo(isEqual);
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
    if (isEqual) {
      assertThat(a).hasSameHashCodeAs(b);
    }
  }

  /** A CronJob accepts them too, except 7 and a range that ends in Sunday. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 * * *",
        "15 3 * * SUN",
        "*/5 0-4,22 1 JAN,jun 1-5",
        "30 2 1 * *",
        "0 0 29 2 *",
        "0 0 * * 7",
        "0 0 * * FRI-SUN",
        "0 0 * * SUN-TUE",
        "0 0 31 * 1",
        "0 0 30 2 MON",
        "@hourly",
        "@daily",
        "@midnight",
        "@weekly",
        "@monthly",
        "@yearly",
        "@annually",
        " @daily\n",
        "0 0 ? * *",
        "? ? ? ? ?",
        "?/15 * * * ?/2",
        "*/90 */25 */32 */13 */8",
        "5/15 8/2 * * *",
        " 0\t0  * * *\n",
        "0\u00a00\u3000* * *",
        "00 +8 01,,15, * *",
        "0 0 *-5 * *",
      })
  void expression_ofACronJob_isValid(String expression) {
    assertThat(CronExpression.defectOf(expression)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 0 * * *      | it has 6 fields instead of five (minute hour day month weekday)",
        "0 0 0 * * ? *    | it has 7 fields instead of five (minute hour day month weekday)",
        "daily            | it has 1 field instead of five (minute hour day month weekday)",
        "'         '      | it has 0 fields instead of five (minute hour day month weekday)",
        "'0 0 * * * || 0 1 * * *' | it has 11 fields instead of five (minute hour day month weekday)",
        "@every 24h       | use @hourly, @daily, @weekly, @monthly, @yearly or five fields (minute hour day month weekday)",
        "@reboot          | use @hourly, @daily, @weekly, @monthly, @yearly or five fields (minute hour day month weekday)",
        "@Daily           | use @hourly, @daily, @weekly, @monthly, @yearly or five fields (minute hour day month weekday)",
        "TZ=UTC 0 0 * * * | set the time zone in timeZone, and use only five fields (minute hour day month weekday)",
        "CRON_TZ=Europe/Berlin @daily | set the time zone in timeZone, and use only five fields (minute hour day month weekday)",
        "61 0 * * *       | minute \"61\" is not valid: use 0-59, a list (,), a range (-), a step (/) or *",
        "-5 0 * * *       | minute \"-5\" is not valid: use 0-59, a list (,), a range (-), a step (/) or *",
        "*/0 0 * * *      | minute \"*/0\" is not valid: use 0-59, a list (,), a range (-), a step (/) or *",
        "1,61 0 * * *     | minute \"1,61\" is not valid: use 0-59, a list (,), a range (-), a step (/) or *",
        "٥ 0 * * *        | minute \"٥\" is not valid: use 0-59, a list (,), a range (-), a step (/) or *",
        "0 24 * * *       | hour \"24\" is not valid: use 0-23, a list (,), a range (-), a step (/) or *",
        "0 22-2 * * *     | hour \"22-2\" is not valid: use 0-23, a list (,), a range (-), a step (/) or *",
        "0 1-2-3 * * *    | hour \"1-2-3\" is not valid: use 0-23, a list (,), a range (-), a step (/) or *",
        "0 1/2/3 * * *    | hour \"1/2/3\" is not valid: use 0-23, a list (,), a range (-), a step (/) or *",
        "0 0 0 * *        | day \"0\" is not valid: use 1-31, a list (,), a range (-), a step (/) or *",
        "0 0 , * *        | day \",\" is not valid: use 1-31, a list (,), a range (-), a step (/) or *",
        "0 0 L * *        | day \"L\" is not valid: use 1-31, a list (,), a range (-), a step (/) or *",
        "0 0 15W * *      | day \"15W\" is not valid: use 1-31, a list (,), a range (-), a step (/) or *",
        "0 0 * 13 *       | month \"13\" is not valid: use 1-12 or JAN-DEC, a list (,), a range (-), a step (/) or *",
        "0 0 * MAI *      | month \"MAI\" is not valid: use 1-12 or JAN-DEC, a list (,), a range (-), a step (/) or *",
        "0 0 * * 8        | weekday \"8\" is not valid: use 0-7 or SUN-SAT, a list (,), a range (-), a step (/) or *",
        "0 0 * * FRI-MON  | weekday \"FRI-MON\" is not valid: use 0-7 or SUN-SAT, a list (,), a range (-), a step (/) or *",
        "0 0 * * MON#1    | weekday \"MON#1\" is not valid: use 0-7 or SUN-SAT, a list (,), a range (-), a step (/) or *",
        "0 0 * * 5L       | weekday \"5L\" is not valid: use 0-7 or SUN-SAT, a list (,), a range (-), a step (/) or *",
        "H H * * *        | minute \"H\" is not valid: use 0-59, a list (,), a range (-), a step (/) or *",
      })
  void expression_invalid_messageSaysWhichField(String expression, String defect) {
    String message =
        "\"%s\" is not a valid cron expression: %s; e.g. \"0 0 * * *\" for midnight every day"
            .formatted(expression, defect);
    assertThat(CronExpression.defectOf(expression)).hasValue(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronExpression.parse(expression))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 30 2 *",
        "0 0 31 2 ?",
        "0 0 30,31 FEB *",
        "0 0 31 4 *",
        "0 0 31 4,6,9,11 *",
        "0 0 31 2/9 */1",
        "0 0 30 2 *,1",
      })
  void expression_ofADayThatDoesNotExist_neverOccurs(String expression) {
    assertThat(CronExpression.parse(expression).occurs()).isFalse();
    assertThat(CronExpression.defectOf(expression))
        .hasValue(
            "\"%s\" never occurs: none of its months has such a day; e.g. \"0 0 1 * *\" for the first day of every month"
                .formatted(expression));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@hourly         | 0 * * * *",
        "@daily          | 0 0 * * *",
        "@midnight       | 00 00 1-31 JAN-DEC SUN-SAT",
        "@weekly         | 0 0 * * SUN",
        "@weekly         | 0 0 ? * 7",
        "@monthly        | 0 0 1 * *",
        "@yearly         | @annually",
        "@yearly         | 0 0 1 1 ?",
        "*/15 * * * *    | 0,15,30,45 0-23 * * *",
        "*/90 * * * *    | 0 * * * *",
        "5/15 * * * *    | 5-59/15 * * * *",
        "0 0 * * FRI-SUN | 0 0 * * 0,5,6",
        "0 0 * * 0-7     | 0 0 * * *",
        "0 0 * * */2     | 0 0 * * SUN,TUE,THU,SAT",
        "0 0 * * 1/2     | 0 0 * * MON,WED,FRI",
        "0 0 *-5 * *     | 0 0 * * *",
        "0 0 1 * *,MON   | 0 0 1 * *",
        "0 0 */1 * MON  | 0 0 * * MON",
        "0 0 */2 * MON  | 0 0 1-31/2 * MON",
        "0 0 31 2,3 *    | 0 0 31 3 *",
        "0 0 30 2 1      | 0 0 31 2 MON",
        "0 0 1-31 * 1    | 0 0 * * *",
        "0 0 29 2 0-6    | 0 0 * 2 *",
      })
  void expressions_ofOneMeaning_areEqual(String one, String other) {
    assertEqual(one, other, true);
  }

  /** With *, both fields must match; without, one of them; a step restricts the field. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 * * *   | 1 0 * * *",
        "0 0 * * *   | 0 1 * * *",
        "0 1 * * *   | 1 0 * * *",
        "0 0 1 * MON | 0 0 1 * *",
        "0 0 1 * MON | 0 0 * * MON",
        "0 0 */2 * MON | 0 0 * * MON",
        "0 0 */2 * MON | 0 0 */2 * *",
        "0 0 28 2 *  | 0 0 29 2 *",
        "0 0 * * 1   | 0 0 * * 2",
        "0 0 1 1 *   | 0 0 1 12 *",
        "0 0 30 2 *  | 0 0 * * *",
      })
  void expressions_ofOtherMeaning_differ(String one, String other) {
    assertEqual(one, other, false);
  }

  @Test
  void expression_shown_isQuotedAsWritten() {
    assertThat(CronExpression.parse(" @daily\n")).hasToString("\" @daily\\u{a}\"");
    assertThat(CronExpression.parse("@daily")).isNotEqualTo("@daily");
  }
}
