package io.nauthera.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests and reviews that the pages in docs name as proofs exist. */
class DocumentedLawsTest {
  private static final Path ROOT = Path.of("../..");
  private static final List<String> MODULES =
      List.of(
          "api", "webhook/admission", "webhook/server", "webhook/cli", "controller", "hack/e2e");
  private static final Path REVIEWS = ROOT.resolve("webhook/admission/src/test/resources/reviews");
  private static final Pattern PROOF = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Pattern REVIEW = Pattern.compile("`([\\w-]+\\.yaml)`");

  /** A test method; the class is in any module. */
  record Proof(String type, String method) {
    @Override
    public String toString() {
      return type + "." + method;
    }
  }

  private static String pages() throws IOException {
    var text = new StringBuilder();
    try (var pages = Files.newDirectoryStream(ROOT.resolve("docs"), "*.md")) {
      for (Path page : pages) {
        text.append(Files.readString(page));
      }
    }
    return text.toString();
  }

  static Stream<Proof> proofs() throws IOException {
    return PROOF
        .matcher(pages())
        .results()
        .map(match -> new Proof(match.group(1), match.group(2)))
        .toList()
        .stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofs")
  void proof_ofALaw_exists(Proof proof) throws IOException {
    List<String> sources = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(f -> f.endsWith(proof.type() + ".java")).toList()) {
          sources.add(Files.readString(file));
        }
      }
    }

    assertThat(sources.stream().anyMatch(s -> s.contains("void " + proof.method() + "(")))
        .as("a test with this name exists")
        .isTrue();
  }

  @Test
  void review_ofALaw_exists() throws IOException {
    String text =
        Files.readString(ROOT.resolve("docs/decision.md"))
            + Files.readString(ROOT.resolve("docs/security-model.md"));
    List<String> reviews = REVIEW.matcher(text).results().map(match -> match.group(1)).toList();

    assertThat(reviews).isNotEmpty().allMatch(name -> Files.exists(REVIEWS.resolve(name)));
  }
}
