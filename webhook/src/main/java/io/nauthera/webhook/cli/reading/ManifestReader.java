package io.nauthera.webhook.cli.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads manifests as kubectl would send them: its YAML, its JSON, its lists. What cannot be read is
 * a {@link Fault}; all else is read none the less.
 */
public final class ManifestReader {
  private static final String STANDARD_INPUT = "-";

  private final InputStream standardInput;

  public ManifestReader(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /** Files, folders with all that they hold, and {@code -} for the standard input, each once. */
  public Reading read(List<String> paths) {
    var run = new Run();
    var files = new ManifestFiles(run::file, run.manifests::fault);
    var isInputRead = false;
    for (var path : paths) {
      if (!path.equals(STANDARD_INPUT)) {
        files.find(path);
      } else if (!isInputRead) {
        isInputRead = true;
        run.read(new Source("<stdin>", true), standardInput);
      }
    }
    return run.manifests.reading();
  }

  private static final class Run {
    private final Manifests manifests = new Manifests();
    private final Marks.Recorder marks = new Marks.Recorder();
    private final FileText text = new FileText();

    void file(Source source, Path file) {
      try (var in = Files.newInputStream(file)) {
        var size = Files.size(file);
        if (size > FileText.LARGEST) {
          throw FileText.tooLarge("it has " + size + " bytes");
        }
        read(source, in);
      } catch (Unreadable refused) {
        manifests.fault(refused.in(source.name()));
      } catch (IOException refused) {
        manifests.fault(new Fault(source.name(), null, ManifestFiles.unreadable(refused)));
      }
    }

    void read(Source source, InputStream in) {
      try {
        new TextDocuments(source, marks, manifests).read(text.read(in));
      } catch (Unreadable refused) {
        manifests.fault(refused.in(source.name()));
      } catch (IOException refused) {
        manifests.fault(new Fault(source.name(), null, ManifestFiles.unreadable(refused)));
      }
    }
  }
}
