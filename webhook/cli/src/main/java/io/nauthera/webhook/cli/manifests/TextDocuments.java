package io.nauthera.webhook.cli.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;

/**
 * The documents of one file, taken apart as kubectl does it (apimachinery's YAMLOrJSONDecoder):
 * JSON values as long as there are any, and YAML between lines that begin with {@code ---}.
 */
final class TextDocuments {
  private static final String SEPARATOR = "---";
  private static final String OTHERWISE_IN_KUBECTL = "\u0085\u2028\u2029\uFEFF";

  private final Source source;

  TextDocuments(Source source) {
    this.source = source;
  }

  /** In the order in which they stand; each can be read apart from the others. */
  List<Supplier<Manifests>> parts(String text) {
    var start = skipSpace(text, 0);
    return start < text.length() && text.charAt(start) == '{'
        ? List.of(() -> json(text))
        : yaml(new TextSlice(text, 1), null);
  }

  private Manifests json(String text) {
    var manifests = new ManifestCollector();
    var marks = new Marks.Recorder();
    var piece = new TextSlice(text, 1);
    var json = new JsonTree(piece, marks);
    var end = 0;
    for (var count = 0; ; count++) {
      try {
        marks.clear();
        var node = json.next();
        if (node == null) {
          return manifests.reading();
        }
        end = json.offset();
        manifests.take(source, node, marks, json.remarks());
      } catch (UnreadableException refused) {
        // As kubectl: after two JSON values it is JSON for good, before that it may be YAML.
        if (count > 1) {
          manifests.error(refused.in(source.name()));
        } else {
          yaml(rest(piece, end), isJson(text, end) ? refused : null)
              .forEach(part -> manifests.add(part.get()));
        }
        return manifests.reading();
      }
    }
  }

  private static TextSlice rest(TextSlice piece, int end) {
    var text = piece.text();
    var start = end;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      if (text.charAt(start++) == '\n') {
        break;
      }
    }
    return new TextSlice(text.substring(start), piece.position(start).line());
  }

  /** What YAML would hardly be written as. */
  private static boolean isJson(String text, int from) {
    var brace = skipSpace(text, from);
    var next = skipSpace(text, brace + 1);
    return brace < text.length()
        && text.charAt(brace) == '{'
        && (next >= text.length() || text.charAt(next) == '"' || text.charAt(next) == '}');
  }

  private static int skipSpace(String text, int from) {
    var at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private List<Supplier<Manifests>> yaml(TextSlice whole, @Nullable UnreadableException asJson) {
    List<Supplier<Manifests>> parts = new ArrayList<>();
    var text = whole.text();
    var line = whole.line();
    var otherwise = asJson;
    // A separator that nothing stands before belongs to its document, as in kubectl.
    var isSeparated = isSeparator(text, 0, line, parts);
    for (var start = 0; start < text.length(); ) {
      var next = text.indexOf("\n" + SEPARATOR, start);
      var end = next < 0 ? text.length() : next + 1;
      if (isSeparated && !isEmpty(text, start, end)) {
        var piece = new TextSlice(withoutMark(text.substring(start, end)), line);
        var instead = otherwise;
        parts.add(() -> document(piece, instead));
      }
      otherwise = null;
      line += lines(text, start, end);
      isSeparated = isSeparator(text, end, line, parts);
      start = lineEnd(text, end);
      line += lines(text, end, start);
    }
    return parts;
  }

  private static boolean isEmpty(String text, int start, int end) {
    var from = text.startsWith(SEPARATOR, start) ? start + SEPARATOR.length() : start;
    return from >= end || skipSpace(text, from) >= end;
  }

  /** False where the line goes on after the separator, which kubectl refuses. */
  private boolean isSeparator(String text, int start, int line, List<Supplier<Manifests>> parts) {
    var after =
        text.startsWith(SEPARATOR, start)
            ? text.substring(start + SEPARATOR.length(), lineEnd(text, start)).strip()
            : "";
    if (after.isEmpty() || after.charAt(0) == '#') {
      return true;
    }
    var error =
        new ReadError(
            source.name(),
            new Position(line, 1),
            "kubectl reads nothing in the line of a '---': put %s in the next line"
                .formatted(Quoted.of(after)));
    parts.add(() -> Manifests.of(error));
    return false;
  }

  private static int lineEnd(String text, int from) {
    var end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end + 1;
  }

  private static int lines(String text, int from, int to) {
    var lines = 0;
    for (var i = from; i < to; i++) {
      if (TextSlice.endsLine(text, i)) {
        lines++;
      }
    }
    return lines;
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private Manifests document(TextSlice piece, @Nullable UnreadableException asJson) {
    var manifests = new ManifestCollector();
    var marks = new Marks.Recorder();
    var otherwise = asJson;
    try {
      onlyKnownLineEnds(piece);
      var events = new YamlEvents(YamlTabs.spaced(piece));
      events.next();
      if (events.next().getEventId() == Event.ID.StreamEnd) {
        return manifests.reading();
      }
      var tree = new YamlTree(events, marks);
      var node = tree.read();
      otherwise = null;
      manifests.take(source, node, marks, tree.remarks());
      onlyOne(events);
    } catch (UnreadableException refused) {
      manifests.error((otherwise == null ? refused : otherwise).in(source.name()));
    }
    return manifests.reading();
  }

  /** Characters of which YAML 1.1, which kubectl reads, thinks otherwise than YAML 1.2. */
  private static void onlyKnownLineEnds(TextSlice piece) {
    for (var i = 0; i < OTHERWISE_IN_KUBECTL.length(); i++) {
      var at = piece.text().indexOf(OTHERWISE_IN_KUBECTL.charAt(i));
      if (at >= 0) {
        throw new UnreadableException(
            piece.position(at),
            "character U+%04X is a line end or nothing to kubectl: remove it, or write it as an escape in double quotes"
                .formatted((int) OTHERWISE_IN_KUBECTL.charAt(i)));
      }
    }
  }

  /** What kubectl drops in silence. */
  private static void onlyOne(YamlEvents events) {
    events.next();
    var after = events.next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw new UnreadableException(
          events.position(after),
          "kubectl reads nothing more up to the next '---': begin this document with such a line");
    }
  }
}
