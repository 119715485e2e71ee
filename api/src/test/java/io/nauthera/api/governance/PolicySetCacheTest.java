package io.nauthera.api.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.PolicySet;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PolicySetCacheTest {
  private final PolicySetCache cache = new PolicySetCache();
  private final AtomicInteger merged = new AtomicInteger();

  private PolicySet get(int number) {
    return cache.get(
        BitSet.valueOf(new long[] {number}),
        policies -> {
          merged.incrementAndGet();
          return PolicySet.of(policies.stream().mapToObj(PolicySetCacheTest::policy).toList());
        });
  }

  private static Policy policy(int number) {
    return Policy.named(new PolicyName("security", "p" + number));
  }

  @Test
  void combinations_more_thanTheLimit_dropTheLeastRecentlyUsed() {
    PolicySet first = get(1);
    for (int i = 2; i < 4_000; i++) {
      get(i);
      assertThat(get(1)).isSameAs(first);
    }

    assertThat(merged).hasValue(3_999);
    assertThat(cache.size()).isLessThan(1_000);
    get(2);
    assertThat(merged).hasValue(4_000);
  }
}
