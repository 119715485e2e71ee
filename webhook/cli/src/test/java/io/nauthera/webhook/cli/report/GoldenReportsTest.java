package io.nauthera.webhook.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One validation in every format. {@code -Dgolden.update=true} writes the reports anew. */
class GoldenReportsTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/reports");

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void validation_inEachFormat_asExpected(OutputFormat format) throws Exception {
    String text = Validations.written(format.report(false, "1.2.3"), Validations.rich());

    Path expected = DIRECTORY.resolve("rich." + extension(format));
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(DIRECTORY);
      Files.writeString(expected, text);
    }
    assertThat(text).isEqualTo(Files.readString(expected));
  }

  private static String extension(OutputFormat format) {
    return switch (format) {
      case TEXT -> "txt";
      case JSON -> "json";
      case JUNIT -> "junit.xml";
      case SARIF -> "sarif";
      case GITHUB -> "github.txt";
    };
  }
}
