package io.nauthera.webhook.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.policy.RuleId;
import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the formats do each in its own way. */
class ReportsTest {
  @Test
  void text_coloured_saysTheSameAsPlain() {
    String plain = Validations.written(new TextReport(false), Validations.rich());
    String coloured = Validations.written(new TextReport(true), Validations.rich());

    assertThat(plain).doesNotContain("\u001b");
    assertThat(coloured).contains("\u001b[31;1mrefused\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]+m", "")).isEqualTo(plain);
  }

  @ParameterizedTest
  @EnumSource(value = OutputFormat.class, names = "TEXT", mode = EnumSource.Mode.EXCLUDE)
  void format_otherThanText_isNeverColoured(OutputFormat format) {
    assertThat(Validations.written(format.report(true, "1"), Validations.rich()))
        .isEqualTo(Validations.written(format.report(false, "1"), Validations.rich()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain|plain|plain",
        "100%|100%25|100%25",
        "%0A|%250A|%250A",
        "a:b,c|a:b,c|a%3Ab%2Cc",
        "::error::x|::error::x|%3A%3Aerror%3A%3Ax",
        "größe|größe|größe",
      })
  void github_text_isEscaped(String text, String data, String property) {
    assertThat(GitHubReport.data(text)).isEqualTo(data);
    assertThat(GitHubReport.property(text)).isEqualTo(property);
  }

  @Test
  void github_lineEnds_areEscaped() {
    assertThat(GitHubReport.data("a\r\nb\nc")).isEqualTo("a%0D%0Ab%0Ac");
    assertThat(GitHubReport.property("a\nb")).isEqualTo("a%0Ab");
    assertThat(GitHubReport.data("\u001b[0m")).isEqualTo("\\u{1b}[0m");
  }

  @ParameterizedTest
  @EnumSource(RuleId.class)
  void catalogue_knowsEveryRuleOfTheEngine(RuleId rule) {
    assertThat(RuleCatalog.all().map(RuleCatalog.Rule::id)).contains(rule.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schema",
        "auth-client",
        "auth-policy",
        "auth-server",
        "user-store",
        "ungoverned",
        "unresolved",
        "impact",
        "unsupported",
        "ineffective",
        "hint"
      })
  void catalogue_knowsEveryTopicOfAdmission(String id) {
    assertThat(RuleCatalog.all().map(RuleCatalog.Rule::id)).contains(id);
  }

  @Test
  void catalogue_unknownRule_isDescribedAllTheSame() {
    assertThat(RuleCatalog.get("of-tomorrow").title()).contains("of-tomorrow");
  }

  @Test
  void fingerprint_movedLineAndFile_isTheSame() {
    Result web = client("a.yaml", "web");
    Result moved = client("b.yaml", "web");

    assertThat(Fingerprint.of(moved, scope(7, 9, "no")))
        .isEqualTo(Fingerprint.of(web, scope(0, 1, "no")));
  }

  @Test
  void fingerprint_otherProblemOrManifest_isAnother() {
    Result web = client("a.yaml", "web");

    assertThat(Fingerprint.of(web, scope(0, 1, "neither")))
        .isNotEqualTo(Fingerprint.of(web, scope(0, 1, "no")));
    assertThat(Fingerprint.of(client("a.yaml", "app"), scope(0, 1, "no")))
        .isNotEqualTo(Fingerprint.of(web, scope(0, 1, "no")));
  }

  @ParameterizedTest
  @CsvSource({"TEXT, text", "JSON, json", "JUNIT, junit", "SARIF, sarif", "GITHUB, github"})
  void format_name_isInLowerCase(OutputFormat format, String name) {
    assertThat(format).hasToString(name);
  }

  private static Result client(String file, String name) {
    return Validations.allowed(file, 1, "AuthClient", "shop", name, List.of());
  }

  private static Issue scope(int index, int line, String message) {
    return Validations.issue("scopes", "spec.scopes[" + index + "]", message, line, 1);
  }
}
