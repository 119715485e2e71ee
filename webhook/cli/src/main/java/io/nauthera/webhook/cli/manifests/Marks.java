package io.nauthera.webhook.cli.manifests;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a document stand: its tree in the order of writing, as three numbers a value
 * instead of objects, because thousands of documents are kept while few are asked.
 */
final class Marks {
  private static final int WIDTH = 3;

  private final int[] numbers;
  private final @Nullable String[] keys;

  private Marks(int[] numbers, @Nullable String[] keys) {
    this.numbers = numbers;
    this.keys = keys;
  }

  Position at(int mark) {
    return new Position(numbers[mark * WIDTH], numbers[mark * WIDTH + 1]);
  }

  /** The value that a field path leads to from {@code root} or, where it ends early, its parent. */
  Position find(int root, String path) {
    var mark = root;
    var from = 0;
    while (from < path.length()) {
      var bracket = path.charAt(from) == '[';
      var start = bracket || path.charAt(from) == '.' ? from + 1 : from;
      var end = bracket ? path.indexOf(']', start) : -1;
      var child = bracket ? bracketed(mark, path, start, end) : longest(mark, path, start);
      if (child < 0) {
        break;
      }
      var key = keys[child];
      from = bracket || key == null ? end + 1 : start + key.length();
      mark = child;
    }
    return at(mark);
  }

  private int bracketed(int parent, String path, int start, int end) {
    if (end < 0) {
      return -1;
    }
    var index = 0;
    var found = -1;
    var name = path.substring(start, end);
    for (var child = parent + 1; child < end(parent); child = end(child)) {
      var key = keys[child] == null ? Integer.toString(index++) : keys[child];
      found = name.equals(key) ? child : found;
    }
    return found;
  }

  /** A key may hold dots, so the longest that the path goes on with is meant; a later one wins. */
  private int longest(int parent, String path, int start) {
    var found = -1;
    var length = 0;
    for (var child = parent + 1; child < end(parent); child = end(child)) {
      var key = keys[child];
      if (key != null && key.length() >= length && goesOn(path, start, key)) {
        found = child;
        length = key.length();
      }
    }
    return found;
  }

  private static boolean goesOn(String path, int start, String key) {
    var end = start + key.length();
    return !key.isEmpty()
        && path.startsWith(key, start)
        && (end == path.length() || path.charAt(end) == '.' || path.charAt(end) == '[');
  }

  /** The mark after the last value within. */
  private int end(int mark) {
    return mark + numbers[mark * WIDTH + 2];
  }

  /** Takes marks while a document is read; used again for the next one. */
  static final class Recorder {
    private int[] numbers = new int[WIDTH * 32];
    private @Nullable String[] keys = new String[32];
    private int size;

    void clear() {
      size = 0;
    }

    int size() {
      return size;
    }

    int open(@Nullable String key, int line, int column) {
      if (size == keys.length) {
        numbers = Arrays.copyOf(numbers, numbers.length * 2);
        keys = Arrays.copyOf(keys, keys.length * 2);
      }
      numbers[size * WIDTH] = line;
      numbers[size * WIDTH + 1] = column;
      numbers[size * WIDTH + 2] = 1;
      keys[size] = key;
      return size++;
    }

    void close(int mark) {
      numbers[mark * WIDTH + 2] = size - mark;
    }

    int within(int mark) {
      return numbers[mark * WIDTH + 2];
    }

    /** All that stands within another value, once more here. */
    void repeatWithin(int mark) {
      var end = mark + within(mark);
      for (var i = mark + 1; i < end; i++) {
        var copy = open(keys[i], numbers[i * WIDTH], numbers[i * WIDTH + 1]);
        numbers[copy * WIDTH + 2] = numbers[i * WIDTH + 2];
      }
    }

    Marks marks() {
      return new Marks(Arrays.copyOf(numbers, size * WIDTH), Arrays.copyOf(keys, size));
    }

    Position at(int mark) {
      return new Position(numbers[mark * WIDTH], numbers[mark * WIDTH + 1]);
    }

    /** The last entry of that name in a mapping that may still be open, or -1. */
    int child(int parent, String key) {
      var found = -1;
      var end = within(parent) == 1 ? size : after(parent);
      for (var child = parent + 1; child < end; child = after(child)) {
        found = key.equals(keys[child]) ? child : found;
      }
      return found;
    }

    /** Where the next value beside this one is, if there is one. */
    int after(int mark) {
      return mark + within(mark);
    }
  }
}
