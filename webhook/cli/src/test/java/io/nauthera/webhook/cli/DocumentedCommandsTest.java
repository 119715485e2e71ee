package io.nauthera.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command line that docs/command-line.md shows is one. */
class DocumentedCommandsTest {
  private static final Path PAGE = Path.of("../../docs/command-line.md");

  /** Up to where a shell, a table or a sentence goes on. */
  private static final Pattern SHELL =
      Pattern.compile("\\bnauthera (?:validate|impact|explain|completion) ?[^|>)`\n]*");

  private static final Pattern JOB = Pattern.compile(" args: \\[([^\\]]*)\\]");

  static Stream<List<String>> commands() throws IOException {
    String page = Files.readString(PAGE);
    return Stream.concat(
        SHELL.matcher(page).results().map(match -> List.of(match.group().split(" +"))),
        JOB.matcher(page)
            .results()
            .map(match -> List.of(("nauthera, " + match.group(1)).split(", "))));
  }

  @Test
  void page_showsEveryCommandAndAJob() throws IOException {
    assertThat(commands().map(command -> command.get(1)))
        .contains("validate", "impact", "explain", "completion");
    assertThat(JOB.matcher(Files.readString(PAGE)).results()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_shown_parses(List<String> command) {
    var nowhere = new PrintWriter(Writer.nullWriter());
    var console = new Console(InputStream.nullInputStream(), nowhere, nowhere, false);
    var all =
        NautheraCommand.all(
            console,
            context -> {
              throw new AssertionError("nothing is asked");
            });
    String[] arguments = command.subList(1, command.size()).toArray(String[]::new);

    assertThatCode(() -> all.parseArgs(arguments)).doesNotThrowAnyException();
  }
}
