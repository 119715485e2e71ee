package io.nauthera.webhook.cli.manifests;

import org.yaml.snakeyaml.error.Mark;

/** A part of a file, and the line and column of its first character, counted from 1. */
record TextSlice(String text, int line, int column) {
  /** Starts at the beginning of a line. */
  TextSlice(String text, int line) {
    this(text, line, 1);
  }

  Position start() {
    return new Position(line, column);
  }

  /** The position of the character at an offset; lines end as in YAML. */
  Position position(int offset) {
    int at = line;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      if (endsLine(text, i)) {
        at++;
        start = i + 1;
      }
    }
    int before = at == line ? column : 1;
    return new Position(at, before + text.codePointCount(start, offset));
  }

  /** The position of a mark, which counts from 0. */
  Position position(Mark mark) {
    int before = mark.getLine() == 0 ? column : 1;
    return new Position(line + mark.getLine(), before + mark.getColumn());
  }

  static boolean endsLine(String text, int i) {
    char c = text.charAt(i);
    return c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
  }
}
