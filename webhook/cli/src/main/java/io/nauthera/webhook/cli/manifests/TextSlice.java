package io.nauthera.webhook.cli.manifests;

/** Part of a file, from the start of a line that counts from 1. */
record TextSlice(String text, int line) {
  Position start() {
    return new Position(line, 1);
  }

  /** Where a character stands; lines end as in YAML. */
  Position position(int offset) {
    var at = line;
    var start = 0;
    for (var i = 0; i < offset; i++) {
      if (endsLine(text, i)) {
        at++;
        start = i + 1;
      }
    }
    return new Position(at, text.codePointCount(start, offset) + 1);
  }

  static boolean endsLine(String text, int i) {
    var c = text.charAt(i);
    return c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
  }
}
