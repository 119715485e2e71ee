package io.nauthera.webhook.cli.manifests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Composes the nodes of one YAML document, within limits. */
final class YamlComposer extends Composer {
  private static final KubectlResolver RESOLVER = new KubectlResolver();
  private static final LoaderOptions OPTIONS = options();

  private final TextSlice slice;
  private int count;

  private YamlComposer(TextSlice slice) {
    super(new ParserImpl(new StreamReader(slice.text()), OPTIONS), RESOLVER, OPTIONS);
    this.slice = slice;
  }

  private static LoaderOptions options() {
    var options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(Limits.DEPTH);
    // YamlToJson counts what aliases expand to.
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setTagInspector(tag -> true);
    return options;
  }

  /** Null where the slice has no document. Throws an UnreadableException. */
  static @Nullable Node compose(TextSlice slice) {
    checkLines(slice);
    var composer = new YamlComposer(slice);
    try {
      return composer.getSingleNode();
    } catch (UnreadableException refused) {
      throw refused;
    } catch (RuntimeException refused) {
      // SnakeYAML also lets through what Java throws, as for an escape beyond Unicode.
      throw String.valueOf(refused.getMessage()).startsWith("Nesting Depth")
          ? composer.tooLarge()
          : YamlErrorMessages.of(refused, slice);
    }
  }

  private static void checkLines(TextSlice slice) {
    String text = slice.text();
    int start = 0;
    while (text.length() - start > Limits.LINE) {
      int end = text.indexOf('\n', start);
      if (end < 0 || end - start > Limits.LINE) {
        throw new UnreadableException(
            slice.position(start), "the line has more than %d characters".formatted(Limits.LINE));
      }
      start = end + 1;
    }
  }

  private UnreadableException tooLarge() {
    return new UnreadableException(
        slice.position(parser.peekEvent().getStartMark()), Limits.TOO_LARGE);
  }

  @Override
  protected Node composeScalarNode(@Nullable String anchor, List<CommentLine> comments) {
    countValue();
    boolean isText =
        parser.peekEvent() instanceof ScalarEvent scalar && "!".equals(scalar.getTag());
    Node node = super.composeScalarNode(anchor, comments);
    if (isText) {
      node.setTag(Tag.STR);
    }
    return node;
  }

  @Override
  protected Node composeSequenceNode(@Nullable String anchor) {
    countValue();
    return super.composeSequenceNode(anchor);
  }

  @Override
  protected Node composeMappingNode(@Nullable String anchor) {
    countValue();
    return super.composeMappingNode(anchor);
  }

  /** Keys count, too. */
  private void countValue() {
    if (++count > Limits.VALUES) {
      throw tooLarge();
    }
  }
}
