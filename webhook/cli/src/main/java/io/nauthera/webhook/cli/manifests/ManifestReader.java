package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads manifests as kubectl would send them: its YAML, its JSON, its lists. What cannot be read is
 * a {@link ReadError}; everything else is read none the less.
 */
public final class ManifestReader {
  private static final String STANDARD_INPUT = "-";

  /** How many files are in memory at a time. */
  private static final int BATCH = 32;

  private final InputStream standardInput;
  private final ExcludedPaths excluded;
  private final boolean isStrict;

  /**
   * A file that cannot be read and that does not contain the API group is skipped, unless the
   * reader is strict. Throws an IllegalArgumentException, with a sentence, if a glob is not valid.
   */
  public ManifestReader(InputStream standardInput, List<String> excludedGlobs, boolean isStrict) {
    this.standardInput = standardInput;
    this.excluded = new ExcludedPaths(excludedGlobs);
    this.isStrict = isStrict;
  }

  /** Reads one YAML document of which it is known that it can be read. */
  public static JsonNode document(InputStream yaml) throws IOException {
    var slice = new TextSlice(new Utf8().text(Utf8.bytes(yaml)), 1);
    Node root = YamlComposer.compose(slice);
    return root == null ? MissingNode.getInstance() : new YamlToJson(slice).convert(root);
  }

  /** Reads files, folders with everything below them, and {@code -} for standard input, once. */
  public Manifests read(List<String> paths) {
    List<Text> texts = texts(paths);
    List<Manifests> all = new ArrayList<>();
    for (int i = 0; i < texts.size(); i += BATCH) {
      // Neither files nor their documents depend on each other, so all cores read.
      List<Supplier<Manifests>> parts =
          texts.subList(i, Math.min(i + BATCH, texts.size())).parallelStream()
              .map(Text::parts)
              .flatMap(List::stream)
              .toList();
      all.addAll(parts.parallelStream().map(Supplier::get).toList());
    }
    return Manifests.joined(all);
  }

  /** Errors stand among the texts, so that everything keeps its order. */
  private List<Text> texts(List<String> paths) {
    List<Text> texts = new ArrayList<>();
    var files =
        new ManifestFiles(
            excluded,
            (file, isNamed) -> texts.add(() -> parts(file, isNamed)),
            error -> texts.add(() -> List.of(() -> Manifests.unreadable(error, true))),
            link -> texts.add(() -> List.of(() -> Manifests.unreadable(link, isStrict))));
    boolean isInputRead = false;
    for (String path : paths) {
      if (!path.equals(STANDARD_INPUT)) {
        files.find(path);
      } else if (!isInputRead) {
        isInputRead = true;
        texts.add(() -> parts("<stdin>", true, () -> standardInput));
      }
    }
    return texts;
  }

  private List<Supplier<Manifests>> parts(Path file, boolean isNamed) {
    if (!isStrict && !mayMatter(file)) {
      return List.of(() -> Manifests.skipped(file.toString()));
    }
    return parts(file.toString(), isNamed, () -> Files.newInputStream(file));
  }

  /** A file that is too large to be read is only searched. */
  private static boolean mayMatter(Path file) {
    try {
      long size = Files.size(file);
      if (size <= Utf8.LARGEST) {
        return true;
      }
      try (InputStream in = Files.newInputStream(file)) {
        return GroupName.mayBeIn(in, size);
      }
    } catch (IOException reportedWhenItIsRead) {
      return true;
    }
  }

  private List<Supplier<Manifests>> parts(String name, boolean isNamed, Opening opening) {
    boolean matters = true;
    try (InputStream in = opening.open()) {
      byte[] bytes = Utf8.bytes(in);
      matters = isStrict || GroupName.isIn(bytes);
      return new TextDocuments(name, isNamed, matters).parts(new Utf8().text(bytes));
    } catch (UnreadableException refused) {
      var manifests = Manifests.unreadable(refused.in(name), matters);
      return List.of(() -> manifests);
    } catch (IOException refused) {
      var error = new ReadError(name, null, ManifestFiles.unreadable(refused));
      return List.of(() -> Manifests.unreadable(error, true));
    }
  }

  /** A file or standard input, to be opened when it is its turn. */
  @FunctionalInterface
  private interface Text {
    List<Supplier<Manifests>> parts();
  }

  @FunctionalInterface
  private interface Opening {
    InputStream open() throws IOException;
  }
}
