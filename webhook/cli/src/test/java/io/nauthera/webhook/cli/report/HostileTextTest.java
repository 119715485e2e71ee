package io.nauthera.webhook.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.InputSource;

/** A manifest cannot steer the terminal, the log or the program that shows a report. */
class HostileTextTest {
  private static String written(OutputFormat format) {
    return Validations.written(
        format.report(false, "1.2.3"), Validations.hostile(Validations.HOSTILE));
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void report_ofControlCharacters_holdsNone(OutputFormat format) {
    assertThat(written(format).replaceAll("[\n\t]", ""))
        .doesNotContainPattern("[\\p{Cc}\\p{Cs}\u202E\uFFFE]");
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void report_ofEmoji_keepsIt(OutputFormat format) {
    assertThat(written(format)).contains("\uD83E\uDDD1\u200D\uD83D\uDCBB");
  }

  @Test
  void text_ofNewlines_hasALineForEachProblem() {
    assertThat(written(OutputFormat.TEXT).lines().map(String::strip))
        .noneMatch(line -> line.startsWith("::"));
  }

  @Test
  void github_ofNewlines_hasOnlyItsOwnCommands() {
    assertThat(written(OutputFormat.GITHUB).lines().toList())
        .hasSize(6)
        .allMatch(line -> line.matches("::(error|warning) file=.*|::notice::.*|1 manifest.*"));
  }

  @Test
  void github_summary_holdsNoOlderCommand() {
    assertThat(written(OutputFormat.GITHUB).lines().toList().getLast()).doesNotContain("##[");
  }

  @Test
  void json_ofHostileText_saysItWordForWord() throws Exception {
    JsonNode report = new ObjectMapper().readTree(written(OutputFormat.JSON));

    assertThat(report.at("/results/0/violations/0/message").asText())
        .isEqualTo(Validations.HOSTILE.replace('\uD800', '\uFFFD'));
  }

  @Test
  void junit_ofMarkup_isText() throws Exception {
    var document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(written(OutputFormat.JUNIT))));

    assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
        .contains("]]> <b>&amp; ");
  }

  @Test
  void sarif_messageThatLooksLikeALink_isNone() throws Exception {
    JsonNode report = new ObjectMapper().readTree(written(OutputFormat.SARIF));

    assertThat(report.at("/runs/0/results/0/message/text").asText()).doesNotContain("x](");
  }

  @ParameterizedTest
  @CsvSource({
    "apps/web.yaml, apps/web.yaml",
    "./apps/web.yaml, apps/web.yaml",
    "../web.yaml, ../web.yaml",
    "my apps/100%.yaml, my%20apps/100%25.yaml",
    "C:x?#.yaml, C%3Ax%3F%23.yaml",
    "größe.yaml, gr%C3%B6%C3%9Fe.yaml",
    "/abs/a b.yaml, file:///abs/a%20b.yaml",
  })
  void file_asUri_isEncoded(String file, String uri) {
    assertThat(SarifUris.of(file).path("uri").asText()).isEqualTo(uri);
  }

  @Test
  void file_absolute_isNotOfTheRepository() {
    assertThat(SarifUris.of("/abs").has("uriBaseId")).isFalse();
    assertThat(SarifUris.of("rel").path("uriBaseId").asText()).isEqualTo("%SRCROOT%");
  }
}
