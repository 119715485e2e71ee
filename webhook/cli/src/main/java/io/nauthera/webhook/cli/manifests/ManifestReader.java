package io.nauthera.webhook.cli.manifests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads manifests as kubectl would send them: its YAML, its JSON, its lists. What cannot be read is
 * a {@link ReadError}; all else is read none the less.
 */
public final class ManifestReader {
  private static final String STANDARD_INPUT = "-";

  /** How many files are in memory at a time. */
  private static final int BATCH = 32;

  private final InputStream standardInput;

  public ManifestReader(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /** Files, folders with all that they hold, and {@code -} for the standard input, each once. */
  public Manifests read(List<String> paths) {
    var all = new ManifestCollector();
    List<Text> batch = new ArrayList<>();
    for (Text text : texts(paths)) {
      batch.add(text);
      if (batch.size() == BATCH) {
        readings(batch).forEach(all::add);
        batch.clear();
      }
    }
    readings(batch).forEach(all::add);
    return all.reading();
  }

  /** Errors of what is found are texts that cannot be read, so that all keeps its order. */
  private List<Text> texts(List<String> paths) {
    List<Text> texts = new ArrayList<>();
    var files =
        new ManifestFiles(
            (source, file) -> texts.add(() -> parts(source, file)),
            error -> texts.add(() -> List.of(() -> Manifests.of(error))));
    var isInputRead = false;
    for (var path : paths) {
      if (!path.equals(STANDARD_INPUT)) {
        files.find(path);
      } else if (!isInputRead) {
        isInputRead = true;
        texts.add(() -> parts(new Source("<stdin>", true), standardInput));
      }
    }
    return texts;
  }

  /** Neither files nor their documents depend on each other: on all cores. */
  private static List<Manifests> readings(List<Text> batch) {
    return batch.parallelStream().map(Text::parts).flatMap(List::stream).toList().parallelStream()
        .map(Supplier::get)
        .toList();
  }

  private static List<Supplier<Manifests>> parts(Source source, Path file) {
    try (var in = Files.newInputStream(file)) {
      var size = Files.size(file);
      if (size > Utf8.LARGEST) {
        throw Utf8.tooLarge("it has " + size + " bytes");
      }
      return parts(source, in);
    } catch (UnreadableException refused) {
      return List.of(() -> Manifests.of(refused.in(source.name())));
    } catch (IOException refused) {
      return List.of(() -> Manifests.of(unreadable(source, refused)));
    }
  }

  private static List<Supplier<Manifests>> parts(Source source, InputStream in) {
    try {
      return new TextDocuments(source).parts(new Utf8().read(in));
    } catch (UnreadableException refused) {
      return List.of(() -> Manifests.of(refused.in(source.name())));
    } catch (IOException refused) {
      return List.of(() -> Manifests.of(unreadable(source, refused)));
    }
  }

  private static ReadError unreadable(Source source, IOException refused) {
    return new ReadError(source.name(), null, ManifestFiles.unreadable(refused));
  }

  /** A file or the standard input, to be opened when it is its turn. */
  @FunctionalInterface
  private interface Text {
    List<Supplier<Manifests>> parts();
  }
}
