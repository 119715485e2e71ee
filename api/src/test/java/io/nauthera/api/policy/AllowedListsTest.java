package io.nauthera.api.policy;

import static io.nauthera.api.policy.Fixtures.EVALUATOR;
import static io.nauthera.api.policy.Fixtures.hosts;
import static io.nauthera.api.policy.Fixtures.policy;
import static io.nauthera.api.policy.Fixtures.redirecting;
import static io.nauthera.api.policy.Fixtures.scopes;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AllowedListsTest {
  private static final String[] TWENTY =
      IntStream.range(0, 20)
          .mapToObj(i -> "host-%02d.internal.example.com".formatted(i))
          .toArray(String[]::new);

  private static List<String> answer(ClientMetadata client, Policy... policies) {
    var lists = AllowedLists.ofOneAnswer();
    return EVALUATOR.evaluate(client, PolicySet.of(List.of(policies))).violations().stream()
        .map(violation -> violation.field() + ": " + violation.messageWith(lists))
        .toList();
  }

  @Test
  void longList_inSeveralMessages_isShownOnce() {
    List<String> answer =
        answer(
            redirecting("https://a.test/", "https://b.test/"), hosts(policy("internal"), TWENTY));

    assertThat(answer)
        .containsExactly(
            "spec.redirectUris[0]: \"https://a.test/\" has host \"a.test\", which is not allowed by AuthPolicy security/internal (allowed: "
                + String.join(", ", TWENTY)
                + ")",
            "spec.redirectUris[1]: \"https://b.test/\" has host \"b.test\", which is not allowed by AuthPolicy security/internal (allowed: see spec.redirectUris[0])");
  }

  @Test
  void shortList_inSeveralMessages_isRepeated() {
    assertThat(answer(scopes("admin", "root"), scopes(policy("base"), "openid", "email")))
        .allMatch(message -> message.endsWith("allowed: email, openid"))
        .hasSize(2);
  }

  @Test
  void message_readAlone_hasTheListInFull() {
    var violations =
        EVALUATOR
            .evaluate(
                redirecting("https://a.test/", "https://b.test/"),
                PolicySet.of(List.of(hosts(policy("internal"), TWENTY))))
            .violations();

    assertThat(violations)
        .hasSize(2)
        .allMatch(violation -> violation.message().contains(TWENTY[19]));
  }

  @Test
  void answer_192UrisAndTwentyPoliciesWith20LongHosts_isShort() {
    String[] uris =
        IntStream.range(0, 192)
            .mapToObj(i -> "https://a%d.test/".formatted(i))
            .toArray(String[]::new);
    Policy[] policies =
        IntStream.range(0, 60)
            .mapToObj(p ->
                hosts(
                    policy("p" + p),
                    IntStream.range(0, 20)
                        .mapToObj(i -> "h%d-%d.%s.example.com".formatted(p, i, "x".repeat(60)))
                        .toArray(String[]::new)))
            .toArray(Policy[]::new);

    List<String> answer = answer(redirecting(uris), policies);

    assertThat(answer).hasSize(192);
    assertThat(answer.getFirst()).hasSizeLessThan(8_000).endsWith(" or by 55 more");
    assertThat(answer.stream().skip(1)).allMatch(message -> message.length() < 500);
  }

  @Test
  void value_thatWouldBreakTheLine_isQuoted() {
    assertThat(Messages.list(List.of("a", "b\n* spec.x: fine")))
        .isEqualTo("a, \"b\\u{a}* spec.x: fine\"");
  }
}
