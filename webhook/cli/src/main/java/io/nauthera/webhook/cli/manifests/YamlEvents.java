package io.nauthera.webhook.cli.manifests;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The parser's events of one piece of a file; whatever it throws becomes {@link
 * UnreadableException}.
 */
final class YamlEvents {
  private static final int BUFFER = 1024;
  private static final LoadSettings SETTINGS = settings(BUFFER);

  private final Parser parser;
  private final TextSlice piece;

  YamlEvents(TextSlice piece) {
    this.piece = piece;
    this.parser = parser(piece.text());
  }

  static Parser parser(String text) {
    // The parser copies a token whenever it reads on: one of megabytes would take minutes.
    var buffer = text.length() / 16;
    var settings = buffer <= BUFFER ? SETTINGS : settings(buffer);
    return new ParserImpl(settings, new StreamReader(settings, text));
  }

  private static LoadSettings settings(int buffer) {
    return LoadSettings.builder()
        .setCodePointLimit(Integer.MAX_VALUE)
        .setBufferSize(buffer)
        .build();
  }

  Event next() {
    try {
      return parser.next();
    } catch (RuntimeException refused) {
      throw unreadable(refused);
    }
  }

  /** {@code {a:[1]}} is a list to YAML 1.2 and an error to YAML 1.1. */
  boolean isColonGlued(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && event.getEndMark().filter(YamlEvents::isColonGlued).isPresent();
  }

  private static boolean isColonGlued(Mark end) {
    var text = end.getBuffer();
    var colon = end.getPointer();
    return colon + 1 < text.length
        && text[colon] == ':'
        && (text[colon + 1] == '[' || text[colon + 1] == '{');
  }

  Position position(Event event) {
    return position(event.getStartMark());
  }

  private Position position(Optional<Mark> mark) {
    return mark.map(at -> new Position(piece.line() + at.getLine(), at.getColumn() + 1))
        .orElseGet(piece::start);
  }

  /** What a template leaves is often YAML, but never what its writer means. */
  Optional<UnreadableException> template() {
    var braces = piece.text().indexOf("{{");
    return braces < 0
        ? Optional.empty()
        : Optional.of(
            new UnreadableException(
                piece.position(braces),
                "looks like a template that is not rendered: give what it renders to, as by helm"
                    + " template"));
  }

  private UnreadableException unreadable(RuntimeException refused) {
    return template().orElseGet(() -> said(refused));
  }

  /** The parser also throws what Java throws at it, as for an escape beyond Unicode. */
  private UnreadableException said(RuntimeException refused) {
    if (piece.text().startsWith("%")) {
      return new UnreadableException(
          piece.start(), "kubectl reads no YAML directives: remove this line");
    }
    return switch (refused) {
      case MarkedYamlEngineException problem -> {
        var said = YamlErrorMessages.of(problem);
        yield new UnreadableException(position(said.mark()), said.sentence());
      }
      case ReaderException character ->
          new UnreadableException(
              piece.position(
                  piece.text().offsetByCodePoints(0, Math.min(character.getPosition(), points()))),
              "character U+%04X cannot stand in YAML: remove it, or write it as an escape in double quotes"
                  .formatted(character.getCodePoint()));
      default -> new UnreadableException(piece.start(), "is no valid YAML");
    };
  }

  private int points() {
    return piece.text().codePointCount(0, piece.text().length());
  }
}
