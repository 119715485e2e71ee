package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.api.mapping.ManifestIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reviews as files, and the answers beside them. {@code -Dgolden.update=true} writes the answers
 * anew.
 */
class GoldenReviewsTest {
  static final Path DIRECTORY = Path.of("src/test/resources/reviews");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> reviews() throws IOException {
    try (var files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !file.toString().endsWith(".expected.json"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("reviews")
  void answer_toReview_asExpected(Path file) throws Exception {
    ManifestIndex cluster = Reviews.cluster(DIRECTORY.resolve("cluster.yaml"));
    boolean mutates = file.getFileName().toString().startsWith("mutate-");
    var router =
        mutates ? AdmissionRouter.mutating() : AdmissionRouter.validating(cluster, cluster::client);

    JsonNode answer = router.answer(JSON.readTree(file.toFile()));

    String text =
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer) + "\n" + patch(answer);
    var expected = Path.of(file.toString().replaceFirst("\\.json$", ".expected.json"));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, text);
    }
    assertThat(text).isEqualTo(Files.readString(expected));
  }

  /** Readable, since base64 is not. */
  private static String patch(JsonNode answer) {
    String patch = answer.at("/response/patch").textValue();
    return patch == null
        ? ""
        : new String(Base64.getDecoder().decode(patch), StandardCharsets.UTF_8) + "\n";
  }
}
