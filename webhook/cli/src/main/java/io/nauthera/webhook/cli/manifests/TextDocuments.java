package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Splits a file into documents as kubectl does (apimachinery's YAMLOrJSONDecoder): YAML or JSON
 * values between lines that begin with {@code ---}.
 */
final class TextDocuments {
  private static final String SEPARATOR = "---";

  /** Line breaks and ignored characters of YAML 1.1, which editors show as neither. */
  private static final String AMBIGUOUS = "\u0085\u2028\u2029\uFEFF";

  private final String file;
  private final boolean isNamed;
  private final boolean matters;

  /**
   * A file is {@code isNamed} by the user, or found in a folder. What cannot be read is an error
   * where the file {@code matters}.
   */
  TextDocuments(String file, boolean isNamed, boolean matters) {
    this.file = file;
    this.isNamed = isNamed;
    this.matters = matters;
  }

  /** The documents in their order; each can be read apart from the others. */
  List<Supplier<Manifests>> parts(String text) {
    List<Supplier<Manifests>> parts = new ArrayList<>();
    int line = 1;
    // A separator at the very beginning belongs to its document, as in kubectl.
    boolean isSeparated = isSeparator(text, 0, line, parts);
    for (int start = 0; start < text.length(); ) {
      int next = text.indexOf("\n" + SEPARATOR, start);
      int end = next < 0 ? text.length() : next + 1;
      if (isSeparated && !isEmpty(text, start, end)) {
        int from = text.charAt(start) == '\uFEFF' ? start + 1 : start;
        var slice = new TextSlice(text.substring(from, end), line);
        parts.add(() -> document(slice));
      }
      line += lines(text, start, end);
      isSeparated = isSeparator(text, end, line, parts);
      start = lineEnd(text, end);
      line += lines(text, end, start);
    }
    return parts;
  }

  private Manifests document(TextSlice slice) {
    String text = slice.text();
    int start = skipSpace(text, 0);
    return text.startsWith("{", start) ? json(slice, start) : yaml(slice, null);
  }

  /** Reads JSON values, or YAML that only looks like JSON at first. */
  private Manifests json(TextSlice slice, int brace) {
    List<Manifests> read = new ArrayList<>();
    try {
      var reader = new JsonReader(slice);
      for (JsonNode value = reader.next(); value != null; value = reader.next()) {
        var collector = new ManifestCollector(file, isNamed, matters);
        collector.take(value, SourceLocator.ofJson(reader.slice()), reader.problems());
        read.add(collector.manifests());
      }
    } catch (UnreadableException refused) {
      String text = slice.text();
      int next = skipSpace(text, brace + 1);
      boolean isJson = next >= text.length() || text.charAt(next) == '"';
      read.add(
          read.isEmpty()
              ? yaml(slice, isJson ? refused : null)
              : Manifests.unreadable(refused.in(file), matters));
    }
    return Manifests.joined(read);
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isEmpty(String text, int start, int end) {
    int from = text.startsWith(SEPARATOR, start) ? start + SEPARATOR.length() : start;
    return from >= end || skipSpace(text, from) >= end;
  }

  /** Adds an error where the line continues after the separator, which kubectl refuses. */
  private boolean isSeparator(String text, int start, int line, List<Supplier<Manifests>> parts) {
    String after =
        text.startsWith(SEPARATOR, start)
            ? text.substring(start + SEPARATOR.length(), lineEnd(text, start)).strip()
            : "";
    if (after.isEmpty() || after.charAt(0) == '#') {
      return true;
    }
    var error =
        new ReadError(
            file,
            new Position(line, 1),
            "kubectl allows only a comment after '---': move %s to the next line"
                .formatted(Quoted.of(after)));
    parts.add(() -> Manifests.unreadable(error, matters));
    return false;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }

  private static int lines(String text, int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      if (TextSlice.endsLine(text, i)) {
        lines++;
      }
    }
    return lines;
  }

  private Manifests yaml(TextSlice slice, @Nullable UnreadableException asJson) {
    var collector = new ManifestCollector(file, isNamed, matters);
    try {
      checkStartAndLineEnds(slice);
      Node root = YamlComposer.compose(slice);
      if (root != null) {
        var json = new YamlToJson(slice);
        JsonNode value = json.convert(root);
        Position start = slice.position(root.getStartMark());
        collector.take(value, SourceLocator.ofYaml(slice, start), json.duplicates());
      }
    } catch (UnreadableException refused) {
      collector.add((asJson == null ? refused : asJson).in(file));
    }
    return collector.manifests();
  }

  private static void checkStartAndLineEnds(TextSlice slice) {
    if (slice.text().startsWith("%")) {
      throw new UnreadableException(
          slice.start(), "kubectl does not read YAML directives: remove this line");
    }
    for (int i = 0; i < AMBIGUOUS.length(); i++) {
      int at = slice.text().indexOf(AMBIGUOUS.charAt(i));
      if (at >= 0) {
        throw new UnreadableException(
            slice.position(at),
            "character U+%04X is a line break or nothing to kubectl: remove it, or write it as an escape in double quotes"
                .formatted((int) AMBIGUOUS.charAt(i)));
      }
    }
  }
}
