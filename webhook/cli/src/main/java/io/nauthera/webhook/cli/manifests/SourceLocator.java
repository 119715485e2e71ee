package io.nauthera.webhook.cli.manifests;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Finds the fields of a manifest in its document. The document is composed again for the first
 * question, because most documents are never asked.
 */
final class SourceLocator implements Document.Positions {
  private final Source source;
  private final String prefix;

  private SourceLocator(Source source, String prefix) {
    this.source = source;
    this.prefix = prefix;
  }

  /** Of a document that can be read; {@code start} is where its value begins. */
  static SourceLocator ofYaml(TextSlice slice, Position start) {
    return new SourceLocator(new Source(slice, start), "");
  }

  /** Of a JSON value, which is YAML but for tabs and escaped slashes. */
  static SourceLocator ofJson(TextSlice slice) {
    String yaml = slice.text().replace('\t', ' ').replace("\\/", "//");
    var same = new TextSlice(yaml, slice.line(), slice.column());
    return ofYaml(same, slice.start());
  }

  /** Finds the fields of a value inside this one. */
  SourceLocator within(String path) {
    return new SourceLocator(source, prefix + path + ".");
  }

  @Override
  public Position of(String field) {
    String path = prefix + field;
    return path.isEmpty() ? source.start : source.find(path);
  }

  /** A value inside another one; its key is null in a list. */
  private record Entry(@Nullable String key, Position at, Node value) {}

  /** One document, shared by the manifests in it. */
  private static final class Source {
    private final TextSlice slice;
    private final YamlToJson json;
    private final Position start;
    private volatile SoftReference<Node> composed = new SoftReference<>(null);

    Source(TextSlice slice, Position start) {
      this.slice = slice;
      this.json = new YamlToJson(slice);
      this.start = start;
    }

    /** The value that a field path leads to or, where it ends early, the value around it. */
    Position find(String path) {
      Node node = root();
      Position at = start;
      int from = 0;
      while (node != null && from < path.length()) {
        boolean isBracket = path.charAt(from) == '[';
        int begin = isBracket || path.charAt(from) == '.' ? from + 1 : from;
        int end = isBracket ? path.indexOf(']', begin) : -1;
        Entry entry =
            isBracket
                ? named(end < 0 ? "" : path.substring(begin, end), entries(node))
                : longest(path, begin, entries(node));
        if (entry == null) {
          break;
        }
        from = isBracket || entry.key == null ? end + 1 : begin + entry.key.length();
        node = entry.value;
        at = entry.at;
      }
      return at;
    }

    private @Nullable Node root() {
      Node root = composed.get();
      if (root == null) {
        try {
          root = YamlComposer.compose(slice);
        } catch (UnreadableException noYaml) {
          return null;
        }
        composed = new SoftReference<>(root);
      }
      return root;
    }

    private List<Entry> entries(Node node) {
      List<Entry> entries = new ArrayList<>();
      switch (node) {
        case SequenceNode sequence ->
            sequence.getValue().forEach(item -> entries.add(new Entry(null, at(item), item)));
        case MappingNode mapping -> {
          for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            if (YamlToJson.isMerge(key)) {
              json.merged(entry.getValueNode()).forEach(one -> entries.addAll(entries(one)));
            } else {
              entries.add(new Entry(json.key(key), at(key), entry.getValueNode()));
            }
          }
        }
        default -> {} // has none
      }
      return entries;
    }

    private Position at(Node node) {
      return slice.position(node.getStartMark());
    }

    private static @Nullable Entry named(String name, List<Entry> entries) {
      Entry found = null;
      for (int i = 0; i < entries.size(); i++) {
        Entry entry = entries.get(i);
        found = name.equals(entry.key == null ? Integer.toString(i) : entry.key) ? entry : found;
      }
      return found;
    }

    /** A key may have dots, so the longest that fits is meant; of equal ones the last wins. */
    private static @Nullable Entry longest(String path, int start, List<Entry> entries) {
      Entry found = null;
      int length = 1;
      for (Entry entry : entries) {
        String key = entry.key;
        if (key != null && key.length() >= length && path.startsWith(key, start)) {
          int end = start + key.length();
          if (end == path.length() || path.charAt(end) == '.' || path.charAt(end) == '[') {
            found = entry;
            length = key.length();
          }
        }
      }
      return found;
    }
  }
}
