package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * One YAML document as the JSON that kubectl makes of it, from the parser's events: aliases are
 * written out, merge keys merged (what is merged later wins, as in Go's yaml.v2).
 */
final class YamlTree {
  static final int DEEPEST = 100;
  static final int MOST_BY_ALIAS = 100_000;
  static final int MOST = 2_000_000;
  static final int MOST_REMARKS = 100;

  private static final String MERGE = "<<";
  private static final String MERGE_TAG = "tag:yaml.org,2002:merge";

  private final YamlEvents events;
  private final Marks.Recorder marks;
  private final List<UnreadableException> remarks = new ArrayList<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int byAlias;

  /** A value that can be written again; without a node while it is still open. */
  private record Anchored(@Nullable JsonNode node, int mark) {}

  YamlTree(YamlEvents events, Marks.Recorder marks) {
    this.events = events;
    this.marks = marks;
  }

  /** Keys that stand twice, not all of very many: kubectl takes the last one without a word. */
  List<UnreadableException> remarks() {
    return remarks;
  }

  JsonNode read() {
    var event = events.next();
    return value(event, null, events.position(event), 1);
  }

  private JsonNode value(Event event, @Nullable String key, Position at, int depth) {
    if (depth > DEEPEST) {
      throw new UnreadableException(
          events.position(event),
          "nests deeper than " + DEEPEST + " levels: no manifest of Nauthera needs that");
    }
    if (marks.size() > MOST) {
      throw new UnreadableException(
          events.position(event),
          "the document has more than " + MOST + " values: split it with lines '---'");
    }
    var mark = marks.open(key, at.line(), at.column());
    var anchor = event instanceof NodeEvent node ? node.getAnchor() : Optional.<Anchor>empty();
    if (anchor.isPresent() && !(event instanceof AliasEvent)) {
      anchors.put(anchor.get().getValue(), new Anchored(null, mark));
    }
    var value =
        switch (event) {
          case AliasEvent alias -> repeated(alias);
          case ScalarEvent scalar -> node(scalar);
          case SequenceStartEvent unused -> sequence(depth);
          case MappingStartEvent start -> mapping(start, mark, depth);
          default -> throw new IllegalStateException("No value begins with " + event);
        };
    marks.close(mark);
    if (anchor.isPresent() && !(event instanceof AliasEvent)) {
      anchors.put(anchor.get().getValue(), new Anchored(value, mark));
    }
    return value;
  }

  private ArrayNode sequence(int depth) {
    var array = JsonNodeFactory.instance.arrayNode();
    for (var event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      array.add(value(event, null, events.position(event), depth + 1));
    }
    return array;
  }

  private ObjectNode mapping(MappingStartEvent start, int mark, int depth) {
    var object = JsonNodeFactory.instance.objectNode();
    Set<String> merged = Set.of();
    for (var event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      var at = events.position(event);
      if (isMerge(event)) {
        merged = merged.isEmpty() ? new HashSet<>() : merged;
        var value = events.next();
        var into = marks.size();
        merge(value, value(value, MERGE, at, depth + 1), into, object, merged);
        continue;
      }
      if (start.isFlow() && events.isColonGlued(event)) {
        throw new UnreadableException(at, "kubectl wants a space after the ':' of this key");
      }
      var key = key(event);
      if (object.has(key)
          && (merged.isEmpty() || !merged.remove(key))
          && remarks.size() < MOST_REMARKS) {
        remarks.add(duplicate(key, at, marks.at(marks.child(mark, key))));
      }
      object.set(key, value(events.next(), key, at, depth + 1));
    }
    return object;
  }

  static UnreadableException duplicate(String key, Position at, Position other) {
    return new UnreadableException(
        at,
        "key %s stands here and in line %d: remove one of them (kubectl takes the last)"
            .formatted(Quoted.of(key), other.line()));
  }

  private static boolean isMerge(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.getValue().equals(MERGE)
        && (scalar.getTag().isEmpty() ? scalar.isPlain() : scalar.getTag().get().equals(MERGE_TAG));
  }

  private void merge(Event event, JsonNode value, int mark, ObjectNode object, Set<String> merged) {
    switch (value) {
      case ObjectNode one -> merge(event, one, mark, object, merged);
      case ArrayNode several when !(event instanceof AliasEvent) -> {
        var item = mark + 1;
        var items = new ArrayDeque<Integer>();
        for (var i = 0; i < several.size(); i++, item = marks.after(item)) {
          items.addFirst(item);
        }
        // Backwards: of several, the first one wins.
        for (var i = several.size() - 1; i >= 0; i--) {
          if (!(several.get(i) instanceof ObjectNode one)) {
            throw noMapping(event);
          }
          merge(event, one, items.removeFirst(), object, merged);
        }
      }
      default -> throw noMapping(event);
    }
  }

  private UnreadableException noMapping(Event event) {
    return new UnreadableException(
        events.position(event), "\"<<\" merges a mapping or a list of mappings, which this is not");
  }

  private void merge(Event event, ObjectNode one, int mark, ObjectNode object, Set<String> merged) {
    expand(event, mark);
    marks.repeatWithin(mark);
    for (var entry : one.properties()) {
      object.set(entry.getKey(), entry.getValue().deepCopy());
      merged.add(entry.getKey());
    }
  }

  private JsonNode repeated(AliasEvent alias) {
    var name = alias.getAlias().getValue();
    var anchored = anchors.get(name);
    if (anchored == null) {
      throw new UnreadableException(
          events.position(alias),
          "no anchor &%s stands above this alias: define it in the same document, or put the text in quotes"
              .formatted(Quoted.plain(name)));
    }
    if (anchored.node() == null) {
      throw new UnreadableException(
          events.position(alias),
          "alias *%s stands within its own anchor, so it would never end: remove it"
              .formatted(Quoted.plain(name)));
    }
    expand(alias, anchored.mark());
    marks.repeatWithin(anchored.mark());
    return anchored.node().deepCopy();
  }

  private void expand(Event event, int mark) {
    byAlias += marks.within(mark);
    if (byAlias > MOST_BY_ALIAS) {
      throw new UnreadableException(
          events.position(event),
          "aliases make more than " + MOST_BY_ALIAS + " values of this document: write them out");
    }
  }

  private String key(Event event) {
    try {
      return switch (event) {
        case ScalarEvent scalar -> {
          var key = YamlScalar.key(scalar(scalar), scalar.getValue());
          scalar
              .getAnchor()
              .ifPresent(anchor -> anchors.put(anchor.getValue(), anchored(scalar, key)));
          yield key;
        }
        case AliasEvent alias -> {
          var value = anchors.get(alias.getAlias().getValue());
          if (value == null || value.node() == null || !value.node().isValueNode()) {
            throw noKey(event);
          }
          yield value.node().asText();
        }
        default -> throw noKey(event);
      };
    } catch (IllegalArgumentException refused) {
      throw new UnreadableException(events.position(event), String.valueOf(refused.getMessage()));
    }
  }

  private Anchored anchored(ScalarEvent key, String text) {
    var at = events.position(key);
    var mark = marks.open(text, at.line(), at.column());
    return new Anchored(node(key), mark);
  }

  private UnreadableException noKey(Event event) {
    return events
        .template()
        .orElseGet(() ->
            new UnreadableException(
                events.position(event),
                "a key must be a text, not a mapping, a list or an alias of one: put it in"
                    + " quotes if it is meant as text"));
  }

  private static @Nullable Object scalar(ScalarEvent event) {
    if (event.isDQuoted() && !Unicode.isWhole(event.getValue())) {
      throw new IllegalArgumentException(
          "half of a character stands here as an escape: write the character itself");
    }
    return YamlScalar.of(event.getTag().orElse(null), event.getValue(), event.isPlain());
  }

  private JsonNode node(ScalarEvent event) {
    try {
      return switch (scalar(event)) {
        case null -> NullNode.instance;
        case String text -> TextNode.valueOf(text);
        case Boolean value -> BooleanNode.valueOf(value);
        case Long value -> JsonNumber.of(value);
        case Double value when !Double.isFinite(value) ->
            throw new IllegalArgumentException(
                Quoted.of(event.getValue())
                    + " is no number that JSON can carry: put it in quotes if the text is meant");
        case Number value -> JsonNumber.of(value.doubleValue());
        case Object value -> throw new IllegalStateException("No JSON for " + value.getClass());
      };
    } catch (IllegalArgumentException refused) {
      throw new UnreadableException(events.position(event), String.valueOf(refused.getMessage()));
    }
  }
}
