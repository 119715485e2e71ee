package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file of src/test/resources/reviews: {@code operation}, {@code user}, {@code old}, {@code new}
 * and the expected {@code answer}. The cluster contains the manifests of cluster.yaml and of {@code
 * cluster}. The mutating webhook answers files whose names start with "mutate-".
 */
record ReviewFile(Path path, JsonNode content) {
  private static final Path DIRECTORY = Path.of("src/test/resources/reviews");
  private static final Path CLUSTER = DIRECTORY.resolve("cluster.yaml");
  private static final String ANSWER = "\nanswer: |\n";

  static List<ReviewFile> all() throws IOException {
    try (var files = Files.list(DIRECTORY)) {
      return files.filter(file -> !file.equals(CLUSTER)).sorted().map(ReviewFile::read).toList();
    }
  }

  private static ReviewFile read(Path file) {
    return new ReviewFile(file, Reviews.manifests(file).getFirst());
  }

  static ManifestIndex sharedCluster() {
    return Reviews.cluster(Reviews.manifests(CLUSTER));
  }

  AdmissionRouter router() {
    ManifestIndex cluster = sharedCluster();
    content.path("cluster").forEach(manifest -> Reviews.put(cluster, manifest));
    return path.getFileName().toString().startsWith("mutate-")
        ? AdmissionRouter.mutating()
        : AdmissionRouter.validating(cluster, cluster::client, LoopbackHttp.REFUSED);
  }

  ObjectNode review() {
    JsonNode object = content.path("new");
    JsonNode oldObject = content.path("old");
    String kind = (object.isObject() ? object : oldObject).path("kind").asText();
    ObjectNode review =
        Reviews.review(
            kind.toLowerCase(Locale.ROOT).replaceFirst("y?$", kind.endsWith("y") ? "ies" : "s"),
            content.path("operation").asText(),
            object.isObject() ? object : null,
            oldObject.isObject() ? oldObject : null);
    if (content.has("user")) {
      ((ObjectNode) review.at("/request/userInfo")).set("username", content.path("user"));
    }
    return review;
  }

  String answer() {
    return content.path("answer").asText();
  }

  ReviewFile withAnswer(String answer) throws IOException {
    String text = Files.readString(path);
    String asked = text.substring(0, text.indexOf(ANSWER) + ANSWER.length());
    Files.writeString(path, asked + answer.strip().indent(2));
    return read(path);
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
