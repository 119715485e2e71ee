package io.nauthera.webhook.cli.manifests;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What the parser found wrong, said so that one knows what to write instead. */
final class YamlErrorMessages {
  private final String sentence;
  private final Optional<Mark> mark;

  private YamlErrorMessages(String sentence, Optional<Mark> mark) {
    this.sentence = sentence;
    this.mark = mark;
  }

  String sentence() {
    return sentence;
  }

  Optional<Mark> mark() {
    return mark;
  }

  static YamlErrorMessages of(MarkedYamlEngineException problem) {
    var found = text(problem.getProblem());
    var context = text(problem.getContext());
    var at = problem.getProblemMark();
    var from = problem.getContextMark();
    if (found.contains("(TAB)")) {
      return new YamlErrorMessages("a tab cannot indent in YAML: use spaces", at);
    }
    if (found.contains("cannot start any token")) {
      return new YamlErrorMessages(
          "no value can begin with this character: put the text in quotes", at);
    }
    if (context.contains("quoted scalar") && isUnfinished(found)) {
      return new YamlErrorMessages("the quote that opens here is never closed", from);
    }
    if (found.startsWith("found unknown escape character")
        || context.contains("double-quoted scalar")) {
      return new YamlErrorMessages(
          "no such escape in double quotes: write \\\\ for a backslash, or use single quotes", at);
    }
    if (found.startsWith("mapping values are not allowed")) {
      return new YamlErrorMessages(
          "no value can begin at this ':': indent the line like its neighbours, or put the text in"
              + " quotes if the ':' belongs to it",
          at);
    }
    if (found.startsWith("could not find expected ':'")) {
      return new YamlErrorMessages(
          "this line has no ': ' and is no list item: write it as key: value, or indent it if it"
              + " goes on with the text above",
          from);
    }
    if (found.startsWith("sequence entries are not allowed")) {
      return new YamlErrorMessages("no list item can begin here: give it a line of its own", at);
    }
    if (found.contains("',' or '}'")) {
      return new YamlErrorMessages("the { that opens here lacks a , or its }", from);
    }
    if (found.contains("',' or ']'")) {
      return new YamlErrorMessages("the [ that opens here lacks a , or its ]", from);
    }
    if (found.startsWith("expected <block end>") || context.contains("block mapping")) {
      return new YamlErrorMessages(
          "this belongs to nothing above it: indent it like the lines that it goes with", at);
    }
    if (found.startsWith("expected '<document start>'")) {
      return new YamlErrorMessages(
          "the document has ended above: remove this, or begin another document with a line '---'",
          at);
    }
    if (found.startsWith("expected the node content")) {
      return new YamlErrorMessages("a value is missing before this: write it, or remove this", at);
    }
    return new YamlErrorMessages(
        "is no valid YAML: " + Quoted.plain(found.isEmpty() ? context : found),
        at.isPresent() ? at : from);
  }

  private static boolean isUnfinished(String found) {
    return found.contains("end of stream") || found.contains("document separator");
  }

  private static String text(@Nullable String of) {
    return of == null ? "" : of;
  }
}
