package io.nauthera.webhook.cli.manifests;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
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
  /** A list of many manifests is not composed again after each garbage collection. */
  private static final int LARGE = 1 << 16;

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

  /** A value inside another one, and the node that shows where it starts. */
  private record Entry(String key, Node at, Node value) {}

  /** One document, shared by the manifests in it. */
  private static final class Source {
    private final TextSlice slice;
    private final YamlToJson json;
    private final Position start;
    private volatile Reference<@Nullable Node> composed = new WeakReference<>(null);

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
        String name = end < 0 ? "" : path.substring(begin, end);
        Entry entry =
            switch (node) {
              case SequenceNode sequence -> item(name, sequence.getValue());
              case MappingNode mapping when isBracket -> named(name, entries(mapping));
              case MappingNode mapping -> longest(path, begin, entries(mapping));
              default -> null;
            };
        if (entry == null) {
          break;
        }
        from = isBracket ? end + 1 : begin + entry.key.length();
        node = entry.value;
        at = at(entry.at);
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
        boolean isLarge = slice.text().length() > LARGE;
        composed = isLarge ? new SoftReference<>(root) : new WeakReference<>(root);
      }
      return root;
    }

    private List<Entry> entries(MappingNode mapping) {
      List<Entry> entries = new ArrayList<>();
      for (NodeTuple entry : mapping.getValue()) {
        Node key = entry.getKeyNode();
        if (!YamlToJson.isMerge(key)) {
          entries.add(new Entry(json.key(key), key, entry.getValueNode()));
          continue;
        }
        for (Node merged : json.merged(entry.getValueNode())) {
          if (merged instanceof MappingNode one) {
            entries.addAll(entries(one));
          }
        }
      }
      return entries;
    }

    private Position at(Node node) {
      return slice.position(node.getStartMark());
    }

    private static @Nullable Entry item(String index, List<Node> items) {
      try {
        Node item = items.get(Integer.parseInt(index));
        return new Entry("", item, item);
      } catch (NumberFormatException | IndexOutOfBoundsException noSuchItem) {
        return null;
      }
    }

    private static @Nullable Entry named(String name, List<Entry> entries) {
      return entries.reversed().stream()
          .filter(entry -> entry.key.equals(name))
          .findFirst()
          .orElse(null);
    }

    /** A key may have dots, so the longest that fits is meant; of equal ones the last wins. */
    private static @Nullable Entry longest(String path, int start, List<Entry> entries) {
      Entry found = null;
      int length = 1;
      for (Entry entry : entries) {
        String key = entry.key;
        if (key.length() >= length && path.startsWith(key, start)) {
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
