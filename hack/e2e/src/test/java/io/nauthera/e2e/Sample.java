package io.nauthera.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A manifest of deploy/samples. A comment at the end, after the line "# Answer:", contains what
 * kubectl prints for it.
 */
public record Sample(Path path, String text) {
  private static final Path SAMPLES = Path.of("../../deploy/samples");
  private static final String HEADING = "# Answer:\n";
  private static final String COMMENT = "#   ";

  public static Stream<Sample> in(String folder) {
    try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
      return files.sorted().map(Sample::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sample read(Path file) {
    try {
      return new Sample(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String manifest() {
    int heading = text.indexOf(HEADING);
    return heading < 0 ? text : text.substring(0, heading);
  }

  public List<String> answer() {
    return text.substring(manifest().length())
        .lines()
        .skip(1)
        .map(line -> line.substring(COMMENT.length()))
        .toList();
  }

  public Sample withAnswer(List<String> answer) throws IOException {
    String comment =
        answer.stream().map(line -> COMMENT + line + "\n").collect(Collectors.joining());
    Files.writeString(path, manifest() + (answer.isEmpty() ? "" : HEADING + comment));
    return read(path);
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
