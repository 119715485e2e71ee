package io.nauthera.webhook.cli.manifests;

import io.nauthera.api.text.Quoted;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Explains what SnakeYAML refuses: what is wrong, where, and what to write instead. */
final class YamlErrorMessages {
  /** A sentence for what SnakeYAML finds, either where it stops or where the construct begins. */
  private record Explanation(String found, boolean isAtContext, String message) {}

  /** The first whose words occur in SnakeYAML's context and problem. */
  private static final List<Explanation> EXPLANATIONS =
      List.of(
          at("(TAB)", "a tab is not allowed here: use spaces"),
          at(
              "cannot start any token",
              "a value cannot start with this character: put it in quotes"),
          from("quoted scalar\nfound unexpected", "the quote that starts here is not closed"),
          at(
              "unknown escape character",
              "invalid escape in double quotes: write \\\\ for a backslash, or use single quotes"),
          at(
              "double-quoted scalar",
              "invalid escape in double quotes: write \\\\ for a backslash, or use single quotes"),
          at(
              "mapping values are not allowed",
              "a value is not allowed after this ':': fix the indentation, or put the text in"
                  + " quotes if the ':' belongs to it"),
          from(
              "could not find expected ':'",
              "the line has no ': ' and is not a list item: write key: value, or indent it if it"
                  + " continues the text above"),
          at("sequence entries are not allowed", "a list item must start on a line of its own"),
          from("',' or '}'", "a ',' or the closing '}' is missing after this '{'"),
          from("',' or ']'", "a ',' or the closing ']' is missing after this '['"),
          at(
              "expected '<document start>'",
              "the document has ended above: start another document with a line '---'"),
          at(
              "found another document",
              "kubectl ignores this: start another document with a line '---'"),
          at("expected <block end>", "the indentation is wrong: align it with the lines above"),
          at("block mapping", "the indentation is wrong: align it with the lines above"),
          at("expected the node content", "a value is missing before this"),
          at(
              "undefined alias",
              "the alias has no anchor above it in this document: define it, or put the text in"
                  + " quotes"));

  private YamlErrorMessages() {}

  private static Explanation at(String found, String message) {
    return new Explanation(found, false, message);
  }

  private static Explanation from(String found, String message) {
    return new Explanation(found, true, message);
  }

  static UnreadableException of(RuntimeException refused, TextSlice slice) {
    return template(slice).orElseGet(() -> explained(refused, slice));
  }

  /** What an unrendered template looks like is often YAML, but never what its author means. */
  static Optional<UnreadableException> template(TextSlice slice) {
    int braces = slice.text().indexOf("{{");
    return braces < 0
        ? Optional.empty()
        : Optional.of(
            new UnreadableException(
                slice.position(braces),
                "looks like a template: render it first, e.g. with helm template, or leave it out with --exclude"));
  }

  private static UnreadableException explained(RuntimeException refused, TextSlice slice) {
    return switch (refused) {
      case MarkedYAMLException problem -> explained(problem, slice);
      case ReaderException character -> {
        String text = slice.text();
        int index = Math.min(character.getPosition(), text.codePointCount(0, text.length()));
        yield new UnreadableException(
            slice.position(text.offsetByCodePoints(0, index)),
            "character U+%04X is not allowed in YAML: remove it, or write it as an escape in double quotes"
                .formatted(character.getCodePoint()));
      }
      default -> new UnreadableException(slice.start(), "is not valid YAML");
    };
  }

  private static UnreadableException explained(MarkedYAMLException problem, TextSlice slice) {
    String found = text(problem.getContext()) + "\n" + text(problem.getProblem());
    Explanation explanation =
        EXPLANATIONS.stream()
            .filter(each -> found.contains(each.found))
            .findFirst()
            .orElseGet(() -> at("", "is not valid YAML: " + Quoted.of(found.strip())));
    Mark mark = explanation.isAtContext ? problem.getContextMark() : problem.getProblemMark();
    return new UnreadableException(
        mark == null ? slice.start() : slice.position(mark), explanation.message);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
