package io.nauthera.webhook.cli.manifests;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** kubectl takes a tab for a space between a key's colon and its value, the parser does not. */
final class YamlTabs {
  private static final int MOST = 100;

  private YamlTabs() {}

  /**
   * Spaces for such tabs, found where the parser stops, as the same text may be part of a value.
   */
  static TextSlice spaced(TextSlice piece) {
    var spaced = piece;
    for (var i = 0; i < MOST && piece.text().indexOf('\t') >= 0; i++) {
      var tab = refused(spaced.text());
      if (tab < 0) {
        break;
      }
      var text = new StringBuilder(spaced.text());
      for (var at = tab; at < text.length() && text.charAt(at) == '\t'; at++) {
        text.setCharAt(at, ' ');
      }
      spaced = new TextSlice(text.toString(), piece.line());
    }
    return spaced;
  }

  private static int refused(String text) {
    try {
      var parser = YamlEvents.parser(text);
      while (parser.hasNext()) {
        parser.next();
      }
    } catch (MarkedYamlEngineException problem) {
      var at = problem.getProblemMark();
      if (at.isPresent() && at.get().getIndex() <= text.length()) {
        var tab = text.offsetByCodePoints(0, at.get().getIndex());
        if (tab < text.length() && text.charAt(tab) == '\t' && isAfterColon(text, tab)) {
          return tab;
        }
      }
    } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException other) {
      return -1;
    }
    return -1;
  }

  private static boolean isAfterColon(String text, int tab) {
    var before = tab - 1;
    while (before >= 0 && text.charAt(before) == ' ') {
      before--;
    }
    return before >= 0 && text.charAt(before) == ':';
  }
}
