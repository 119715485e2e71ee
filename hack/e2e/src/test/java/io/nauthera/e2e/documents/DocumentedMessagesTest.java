package io.nauthera.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.e2e.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/troubleshooting.md explains every message in the expected answers of the tests. */
class DocumentedMessagesTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| (.*?) \\|", Pattern.MULTILINE);

  /** The answer of a review only names a rule whose words a golden file of api pins. */
  private static final Pattern NAMED_RULE = Pattern.compile("\\(rule [a-z-]+\\)$");

  private static final Pattern PATCH = Pattern.compile("^(add|replace|remove) /");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** The messages on the page; … stands for any text. */
  private static List<Pattern> keys() throws IOException {
    return FIRST_CELL
        .matcher(Files.readString(ROOT.resolve("docs/troubleshooting.md")))
        .results()
        .flatMap(cell -> CODE.matcher(cell.group(1)).results())
        .map(DocumentedMessagesTest::pattern)
        .toList();
  }

  private static Pattern pattern(MatchResult key) {
    return Pattern.compile(
        Arrays.stream(key.group(1).split("…"))
            .filter(part -> !part.isBlank())
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  static List<String> messages() throws IOException {
    return Stream.of(
            Sample.in("invalid").flatMap(DocumentedMessagesTest::unwrapped),
            Sample.in("valid").flatMap(DocumentedMessagesTest::unwrapped),
            files("api/src/test/resources/messages", ".expected").flatMap(String::lines),
            files("webhook/admission/src/test/resources/reviews", ".yaml")
                .flatMap(DocumentedMessagesTest::answer))
        .flatMap(messages -> messages)
        .filter(DocumentedMessagesTest::isMessage)
        .distinct()
        .toList();
  }

  private static boolean isMessage(String line) {
    return !line.isBlank()
        && !line.equals("allowed")
        && !PATCH.matcher(line).find()
        && !line.startsWith("  by ")
        && !line.endsWith(" is invalid:")
        && !NAMED_RULE.matcher(line).find();
  }

  /** The API server's warnings are wrapped. */
  private static Stream<String> unwrapped(Sample sample) {
    return String.join("\n", sample.answer())
        .replaceAll("\n(Warning: )?… (?!and \\d)", " ")
        .lines();
  }

  private static Stream<String> answer(String review) {
    return review.replaceFirst("(?s).*\nanswer: \\|\n|.*", "").lines().map(String::strip);
  }

  private static Stream<String> files(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .map(DocumentedMessagesTest::read)
          .toList()
          .stream();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void message_ofAnAnswer_isInTheTroubleshootingPage(String message) throws IOException {
    assertThat(keys()).anyMatch(key -> key.matcher(message).find());
  }
}
