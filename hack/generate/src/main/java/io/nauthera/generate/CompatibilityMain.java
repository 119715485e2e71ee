package io.nauthera.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compares the CRDs in a folder with those of an earlier release; fails if any is incompatible. */
public final class CompatibilityMain {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private CompatibilityMain() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: CompatibilityMain RELEASED CURRENT (folders)");
    }
    List<String> problems = problems(Path.of(args[0]), Path.of(args[1]));
    problems.forEach(System.err::println);
    if (!problems.isEmpty()) {
      System.exit(1);
    }
  }

  private static List<String> problems(Path released, Path current) throws IOException {
    List<String> problems = new ArrayList<>();
    try (Stream<Path> files = Files.list(released)) {
      for (Path file : files.sorted().toList()) {
        JsonNode crd = YAML.readTree(file.toFile());
        Path now = current.resolve(file.getFileName());
        if (Files.exists(now)) {
          for (String problem : CrdCompatibility.problems(crd, YAML.readTree(now.toFile()))) {
            problems.add(file.getFileName() + ": " + problem);
          }
        } else {
          problems.add(file.getFileName() + " does not exist any more");
        }
      }
    }
    return problems;
  }
}
