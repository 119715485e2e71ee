package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random reviews, each with its own seed. {@code -Dfuzz.seed=n -Dfuzz.cases=1} repeats one, {@code
 * -Dfuzz.cases=n} sets the number of reviews, {@code -Dfuzz.minutes=n} the maximum time.
 */
class FuzzTest {
  private static final Duration REPORT = Duration.ofSeconds(10);

  private final List<JsonNode> reviews = new ArrayList<>();
  private final ObjectNode strict =
      Reviews.create("authclients", AdmissionInvariants.STRICT_CLIENT);
  private final AdmissionInvariants invariants;

  FuzzTest() throws IOException {
    ManifestIndex cluster = ReviewFile.sharedCluster();
    EveryTypeInEveryFieldTest.fill(cluster);
    cluster.put(
        ResourceReader.read(
            Reviews.yaml(AdmissionInvariants.STRICT_CLUSTER.get(0)), AuthServer.class));
    cluster.put(
        ResourceReader.read(
            Reviews.yaml(AdmissionInvariants.STRICT_CLUSTER.get(1)), AuthPolicy.class));
    invariants =
        new AdmissionInvariants(
            AdmissionRouter.validating(cluster, cluster::client, LoopbackHttp.REFUSED));
    ReviewFile.all().forEach(file -> reviews.add(file.review()));
    EveryTypeInEveryFieldTest.reviews().forEach(reviews::add);
    reviews.add(strict);
  }

  @Test
  void answer_toAnyReview_keepsTheInvariants() {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    long cases = Long.getLong("fuzz.cases", 30_000);
    long start = System.nanoTime();
    long end = start + Duration.ofMinutes(Long.getLong("fuzz.minutes", 1_000_000)).toNanos();
    long report = start;
    long allowed = 0;
    long i = 0;
    for (; i < cases && System.nanoTime() < end; i++) {
      allowed += isAllowed(seed + i) ? 1 : 0;
      if (System.nanoTime() - report > REPORT.toNanos()) {
        report = System.nanoTime();
        System.out.printf(
            "%,d cases, %,d of them allowed, %,d s, seed %d%n",
            i + 1, allowed, Duration.ofNanos(report - start).toSeconds(), seed);
      }
    }
    if (i > 1_000) {
      assertThat(allowed).as("number of allowed reviews").isBetween(i / 100, i - i / 100);
    }
  }

  private boolean isAllowed(long seed) {
    try {
      return invariants.check(review(new SplittableRandom(seed)));
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("to repeat this review: make fuzz SEED=" + seed, e);
    }
  }

  private JsonNode review(SplittableRandom random) {
    var mutator = new Mutator(random);
    JsonNode review = mutator.pick(reviews);
    return switch (random.nextInt(6)) {
      case 0 -> parsed(mutator.damaged(review.toString()));
      case 1 -> redirecting(new RedirectUriGrammar(mutator));
      default -> mutator.changed(review, mutator.pick(reviews));
    };
  }

  /** Like the server, which does not pass on what is not JSON or exceeds a limit. */
  private static JsonNode parsed(byte[] bytes) {
    try {
      return ReviewReader.read(new ByteArrayInputStream(bytes), size -> {});
    } catch (MalformedReview | ReviewLimitException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode redirecting(RedirectUriGrammar grammar) {
    ObjectNode review = strict.deepCopy();
    var spec = (ObjectNode) review.at("/request/object/spec");
    ((ArrayNode) spec.path("redirectUris")).add(grammar.next());
    spec.putArray("postLogoutRedirectUris").add(grammar.next());
    return review;
  }
}
