package io.nauthera.webhook.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/rules.md, to which reports refer, has one heading per rule. */
class DocumentedRulesTest {
  private static final Path PAGE = Path.of("../../docs/rules.md");
  private static final Pattern HEADING = Pattern.compile("^### (.*)$", Pattern.MULTILINE);

  @Test
  void page_hasAHeadingForEachRuleAndNoOther() throws IOException {
    assertThat(HEADING.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)))
        .containsExactlyElementsOf(RuleCatalog.all().map(RuleCatalog.Rule::id).toList());
  }
}
