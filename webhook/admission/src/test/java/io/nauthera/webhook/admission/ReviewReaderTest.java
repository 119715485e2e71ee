package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reviews that cost more memory than their text, and reviews in every shape that is in use. */
class ReviewReaderTest {
  private static final ReviewReader.Memory UNLIMITED = bytes -> {};

  private static JsonNode read(String review) throws IOException, MalformedReview {
    return ReviewReader.read(stream(review), UNLIMITED);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ReviewLimitException refusal(String review) {
    return catchThrowableOfType(ReviewLimitException.class, () -> read(review));
  }

  private static String withJwks(String jwks) {
    return Reviews.create("authclients", "{spec: {}}")
        .toString()
        .replace("\"spec\":{}", "\"spec\":{\"jwks\":" + jwks + "}");
  }

  @Test
  void review_withEveryTypeOfValue_isReadAsByJackson() throws Exception {
    String review =
        withJwks(
            "{\"a\":[1,-9007199254740993,123456789012345678901234567890,1.5e3,true,false,null,\"é\\u0000\"]}");

    assertThat(read(review)).isEqualTo(new ObjectMapper().readTree(review));
  }

  @Test
  void managedFields_ofObjects_areSkipped_butNotOtherFieldsOfThatName() throws Exception {
    ObjectNode review = Reviews.create("authclients", FullManifests.CLIENT);
    ObjectNode kept = review.deepCopy();
    for (ObjectNode each : new ObjectNode[] {review, kept}) {
      ((ObjectNode) each.at("/request/object/spec")).putObject("managedFields").put("a", 1);
    }
    ((ObjectNode) kept.at("/request/object/metadata")).remove("managedFields");

    assertThat(read(review.toString())).isEqualTo(kept);
  }

  @Test
  void review_withTooManyValues_isRefusedByItsUid() {
    ReviewLimitException limit = refusal(withJwks("{\"keys\":[" + "{},".repeat(1 << 20) + "{}]}"));

    assertThat(limit.uid()).contains("uid-1");
    assertThat(limit.code()).isEqualTo(413);
    assertThat(limit)
        .hasMessage(
            "the request contains more than 50000 JSON values (the manifest and the stored object together), so Nauthera does not review it: make the manifest smaller");
  }

  @Test
  void review_nestedTooDeep_isRefusedByItsUid() {
    int levels = 9_000;

    ReviewLimitException limit = refusal(withJwks("[".repeat(levels) + "]".repeat(levels)));

    assertThat(limit.uid()).contains("uid-1");
    assertThat(limit).hasMessageStartingWith("the request is nested deeper than 200 levels");
  }

  @Test
  void review_withAVeryLongNameNumberOrText_isRefusedByItsUid() {
    String name = "{\"" + "n".repeat(100_000) + "\":1}";
    String text = "\"" + "t".repeat(2 << 20) + "\"";
    for (String jwks : new String[] {name, "1".repeat(5_000), text}) {
      ReviewLimitException limit = refusal(withJwks(jwks));

      assertThat(limit.uid()).contains("uid-1");
      assertThat(limit)
          .hasMessageStartingWith(
              "the request contains a name, a number or a text that is too long");
    }
  }

  /** Annotations have at most 256 KiB together, and may be one text. */
  @Test
  void review_withLargeAnnotations_isRead() throws Exception {
    assertThat(read(withJwks("\"" + "t".repeat(1 << 18) + "\"")).isObject()).isTrue();
  }

  @Test
  void names_ofReviews_areNotKept() throws Exception {
    String names =
        IntStream.range(0, 40)
            .mapToObj(number -> "\"" + number + "n".repeat(40_000) + "-%d\":1")
            .collect(Collectors.joining(",", "{", "}"));
    long before = usedMemory();

    for (int i = 0; i < 100; i++) {
      assertThat(read(withJwks(names.replace("-%d", "-" + i))).isObject()).isTrue();
    }

    assertThat(usedMemory() - before).isLessThan(64 << 20);
  }

  private static long usedMemory() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void limit_reachedBeforeTheUid_hasNoUid() {
    assertThat(refusal("{\"request\":{\"object\":[" + "{},".repeat(1 << 20) + "{}]}}").uid())
        .isEmpty();
  }

  @Test
  void memory_isTakenForValuesWhileTheyArrive() {
    var taken = new AtomicInteger();
    ReviewReader.Memory memory =
        bytes -> {
          if (taken.addAndGet(bytes) > 1 << 20) {
            throw new ReviewLimitException(429, "TooManyRequests", "enough");
          }
        };
    InputStream large =
        stream("{\"request\":{\"uid\":\"uid-1\",\"object\":[" + "[],".repeat(20_000) + "[]]}}");

    ReviewLimitException limit =
        catchThrowableOfType(ReviewLimitException.class, () -> ReviewReader.read(large, memory));

    assertThat(limit.uid()).contains("uid-1");
    assertThat(limit.code()).isEqualTo(429);
  }

  @Test
  void body_thatIsNotAnObject_isMalformed() {
    for (String body : new String[] {"", "[]", "1", "{nonsense", "{\"a\":", "[".repeat(100_000)}) {
      assertThat(catchThrowableOfType(MalformedReview.class, () -> read(body)))
          .as(body.substring(0, Math.min(10, body.length())))
          .isNotNull();
    }
  }
}
