package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.policy.RuleId;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the answer to each file of src/test/resources/reviews, as kubectl prints it. {@code
 * -Dgolden.update=true} rewrites the answers.
 */
class GoldenReviewsTest {
  /** Golden files of api pin the words of all other rules, so answers only name those rules. */
  private static final Set<String> RULES_IN_FULL =
      Stream.of(
              RuleId.CONSENT,
              RuleId.EXCLUSIVE_CLIENT_ID,
              RuleId.EXCLUSIVE_SECRET,
              RuleId.LEAVING_POLICIES)
          .map(RuleId::toString)
          .collect(Collectors.toSet());

  private static final Set<String> RULES =
      Stream.of(RuleId.values()).map(RuleId::toString).collect(Collectors.toSet());

  static List<ReviewFile> reviews() throws IOException {
    return ReviewFile.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reviews")
  void answer_toReview_asExpected(ReviewFile file) throws Exception {
    ObjectNode review = file.review();
    AdmissionRouter router = file.router();

    Verdict verdict = router.verdict(AdmissionRequest.parse(review), Deadline.NONE);

    assertThat(router.answer(review, Deadline.NONE))
        .isEqualTo(AdmissionResponses.of("uid-1", verdict));
    String answer = text(verdict);
    ReviewFile expected = Boolean.getBoolean("golden.update") ? file.withAnswer(answer) : file;
    assertThat(answer.strip()).isEqualTo(expected.answer().strip());
  }

  private static String text(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed allowed -> warnings(allowed.warnings()) + "allowed";
      case Verdict.Patched patched ->
          StreamSupport.stream(patched.patch().spliterator(), false)
              .map(change ->
                  change.path("op").asText()
                      + " "
                      + change.path("path").asText()
                      + " "
                      + change.path("value"))
              .collect(Collectors.joining("\n", warnings(patched.warnings()), ""));
      case Verdict.Invalid invalid ->
          "%sThe %s \"%s\" is invalid:%s"
              .formatted(
                  warnings(invalid.warnings()),
                  invalid.kind(),
                  invalid.name(),
                  causes(invalid.causes()));
      case Verdict.Refused refused ->
          "Error from server (%s): %s".formatted(refused.reason(), refused.message());
    };
  }

  private static String warnings(List<Verdict.Warning> warnings) {
    return warnings.stream()
        .map(warning -> "Warning: " + sentence(warning) + "\n")
        .collect(Collectors.joining());
  }

  private static String sentence(Verdict.Warning warning) {
    String text = warning.text();
    return isOnlyNamed(warning.topic())
        ? named(text.substring(0, text.indexOf(": ")), warning.topic())
        : text;
  }

  private static String causes(List<Verdict.Cause> causes) {
    String before = causes.size() == 1 ? " " : "\n* ";
    return causes.stream().map(cause -> before + sentence(cause)).collect(Collectors.joining());
  }

  private static String sentence(Verdict.Cause cause) {
    String rule = String.valueOf(cause.rule());
    return isOnlyNamed(rule) ? named(cause.field(), rule) : cause.field() + ": " + cause.message();
  }

  private static boolean isOnlyNamed(String rule) {
    return RULES.contains(rule) && !RULES_IN_FULL.contains(rule);
  }

  private static String named(String field, String rule) {
    return "%s: (rule %s)".formatted(field, rule);
  }
}
