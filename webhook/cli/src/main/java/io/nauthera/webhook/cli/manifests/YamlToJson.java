package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.nauthera.api.text.Quoted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Converts one YAML document to the JSON that kubectl makes of it: aliases are expanded, merge keys
 * are merged (what is merged later wins, as in Go's yaml.v2).
 */
final class YamlToJson {
  private static final int MOST_DUPLICATES = 100;

  private final TextSlice slice;
  private final List<UnreadableException> duplicates = new ArrayList<>();
  private final Set<Node> anchored = new HashSet<>();
  private int byAlias;

  YamlToJson(TextSlice slice) {
    this.slice = slice;
  }

  /** Keys that occur twice, up to a limit; kubectl uses the last one without a warning. */
  List<UnreadableException> duplicates() {
    return duplicates;
  }

  /** Throws an UnreadableException. */
  JsonNode convert(Node root) {
    return value(root, 1, false);
  }

  /** The node is {@code repeated} where an alias, or a parent that one names, leads to it. */
  private JsonNode value(Node node, int depth, boolean repeated) {
    boolean byAnAlias = repeated || (node.getAnchor() != null && !anchored.add(node));
    if (node.isTwoStepsConstruction()) {
      throw new UnreadableException(
          at(node),
          "an alias of %s is inside this anchor, so it never ends: remove it"
              .formatted(Quoted.of(String.valueOf(node.getAnchor()))));
    }
    if (byAnAlias && ++byAlias > Limits.VALUES_BY_ALIAS) {
      throw new UnreadableException(
          at(node),
          "aliases expand to more than %d values: write them out"
              .formatted(Limits.VALUES_BY_ALIAS));
    }
    if (depth > Limits.DEPTH) {
      throw new UnreadableException(at(node), Limits.TOO_LARGE);
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> sequence(sequence, depth, byAnAlias);
      case MappingNode mapping -> mapping(mapping, depth, byAnAlias);
      default -> throw new IllegalStateException("no JSON for " + node.getNodeId());
    };
  }

  private ArrayNode sequence(SequenceNode sequence, int depth, boolean repeated) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(sequence.getValue().size());
    for (Node item : sequence.getValue()) {
      array.add(value(item, depth + 1, repeated));
    }
    return array;
  }

  private ObjectNode mapping(MappingNode mapping, int depth, boolean repeated) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    Set<String> merged = new HashSet<>(0);
    for (NodeTuple entry : mapping.getValue()) {
      if (isMerge(entry.getKeyNode())) {
        for (Node each : merged(entry.getValueNode())) {
          JsonNode fields = value(each, depth + 1, repeated);
          if (!fields.isObject()) {
            throw notAMapping(each);
          }
          fields
              .properties()
              .forEach(field -> {
                object.set(field.getKey(), field.getValue());
                merged.add(field.getKey());
              });
        }
        continue;
      }
      String key = key(entry.getKeyNode());
      if (object.has(key) && !merged.remove(key) && duplicates.size() < MOST_DUPLICATES) {
        duplicates.add(duplicate(key, entry.getKeyNode(), mapping));
      }
      object.set(key, value(entry.getValueNode(), depth + 1, repeated));
    }
    return object;
  }

  static boolean isMerge(Node node) {
    return node instanceof ScalarNode key
        && key.getValue().equals("<<")
        && (key.getTag().equals(KubectlResolver.PLAIN) || key.getTag().equals(Tag.MERGE));
  }

  /** What a merge key merges, in the order in which it is applied: the first of a list wins. */
  List<Node> merged(Node value) {
    return switch (value) {
      case MappingNode one -> List.of(one);
      // yaml.v2 refuses an alias of a list.
      case SequenceNode several when several.getAnchor() == null -> several.getValue().reversed();
      case Node other -> throw notAMapping(other);
    };
  }

  private UnreadableException notAMapping(Node node) {
    return new UnreadableException(
        at(node), "\"<<\" can merge only a mapping or a list of mappings");
  }

  /** {@code {a:[1]}} is an error to kubectl. */
  private static boolean isFollowedByBracket(ScalarNode key) {
    int[] text = key.getEndMark().getBuffer();
    int colon = key.getEndMark().getPointer();
    return key.isPlain()
        && colon + 1 < text.length
        && text[colon] == ':'
        && (text[colon + 1] == '[' || text[colon + 1] == '{');
  }

  /** A key as JSON has it, unless it is a merge key. */
  String key(Node key) {
    if (!(key instanceof ScalarNode scalar)) {
      throw YamlErrorMessages.template(slice)
          .orElseGet(() ->
              new UnreadableException(
                  at(key), "a key must be a text, not a mapping or a list: put it in quotes"));
    }
    if (isFollowedByBracket(scalar)) {
      throw new UnreadableException(at(key), "kubectl needs a space after the ':' of this key");
    }
    try {
      return KubectlResolver.key(whole(scalar));
    } catch (IllegalArgumentException refused) {
      throw new UnreadableException(at(key), String.valueOf(refused.getMessage()));
    }
  }

  private JsonNode scalar(ScalarNode scalar) {
    try {
      return switch (KubectlResolver.value(whole(scalar))) {
        case null -> NullNode.instance;
        case String text -> TextNode.valueOf(text);
        case Boolean value -> BooleanNode.valueOf(value);
        case Long value -> JsonValues.number(value);
        case Number value when Double.isFinite(value.doubleValue()) ->
            JsonValues.number(value.doubleValue());
        case Object value ->
            throw new IllegalArgumentException(
                Quoted.of(scalar.getValue()) + " is not a number in JSON: put it in quotes");
      };
    } catch (IllegalArgumentException refused) {
      throw new UnreadableException(at(scalar), String.valueOf(refused.getMessage()));
    }
  }

  private static ScalarNode whole(ScalarNode scalar) {
    if (scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
        && !JsonValues.isWhole(scalar.getValue())) {
      throw new IllegalArgumentException(
          "an escape is half of a surrogate pair: write the character itself");
    }
    return scalar;
  }

  private UnreadableException duplicate(String key, Node at, MappingNode mapping) {
    Node first =
        mapping.getValue().stream()
            .map(NodeTuple::getKeyNode)
            .filter(other -> !isMerge(other) && key(other).equals(key))
            .findFirst()
            .orElse(at);
    return new UnreadableException(
        at(at),
        "key %s is also in line %d: remove one of them (kubectl uses the last)"
            .formatted(Quoted.of(key), at(first).line()));
  }

  private Position at(Node node) {
    return slice.position(node.getStartMark());
  }
}
