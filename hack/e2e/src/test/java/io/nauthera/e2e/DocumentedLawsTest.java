package io.nauthera.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests that docs/decision.md names as proofs exist. */
class DocumentedLawsTest {
  private static final Path ROOT = Path.of("../..");
  private static final List<String> MODULES =
      List.of(
          "api", "webhook/admission", "webhook/server", "webhook/cli", "controller", "hack/e2e");
  private static final Pattern PROOF = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  /** A test method of a class, of whatever module. */
  record Proof(String type, String method) {
    @Override
    public String toString() {
      return type + "." + method;
    }
  }

  static Stream<Proof> proofs() throws IOException {
    return PROOF
        .matcher(Files.readString(ROOT.resolve("docs/decision.md")))
        .results()
        .map(match -> new Proof(match.group(1), match.group(2)))
        .toList()
        .stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofs")
  void proof_ofALaw_exists(Proof proof) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files.filter(file -> file.endsWith(proof.type() + ".java")).forEach(sources::add);
      }
    }

    assertThat(sources)
        .anySatisfy(source ->
            assertThat(Files.readString(source)).contains("void " + proof.method() + "("));
  }
}
