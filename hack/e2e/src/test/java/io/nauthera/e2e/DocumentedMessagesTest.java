package io.nauthera.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/troubleshooting.md knows every message that an expected answer of a test holds. */
class DocumentedMessagesTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| (.*?) \\|", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** The keys of the page, in which … stands for what differs. */
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
            lines("deploy/samples/invalid"),
            lines("deploy/samples/valid"),
            lines("api/src/test/resources/messages"),
            answers("webhook/admission/src/test/resources/reviews"))
        .flatMap(messages -> messages)
        .filter(line -> !line.isBlank() && !line.startsWith("  by ") && !isHeader(line))
        .distinct()
        .toList();
  }

  private static boolean isHeader(String line) {
    return line.strip().endsWith(" is invalid:");
  }

  private static Stream<String> lines(String folder) throws IOException {
    return files(folder, ".expected").stream().flatMap(file -> unwrapped(read(file)));
  }

  /** Warnings go on in further lines. */
  private static Stream<String> unwrapped(String text) {
    return text.replaceAll("\n(Warning: )?… (?!and \\d)", " ").lines();
  }

  private static Stream<String> answers(String folder) throws IOException {
    var json = new ObjectMapper();
    Stream.Builder<String> messages = Stream.builder();
    for (Path file : files(folder, ".expected.json")) {
      JsonNode response = json.readTree(read(file)).path("response");
      response.at("/status/message").asText().lines().forEach(messages);
      var warnings = new StringJoiner("\n");
      response.path("warnings").forEach(warning -> warnings.add(warning.asText()));
      unwrapped(warnings.toString()).forEach(messages);
    }
    return messages.build();
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
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
