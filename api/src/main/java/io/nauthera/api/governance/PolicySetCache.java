package io.nauthera.api.governance;

import io.nauthera.api.policy.PolicySet;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Combinations of policies, of which the least recently used are dropped: clients choose their
 * labels, and one namespace could otherwise fill the heap with combinations.
 */
final class PolicySetCache {
  /** In merged policies, each of which takes about 1 KiB. */
  static final int MAX_WEIGHT = 4_096;

  private final Map<BitSet, PolicySet> sets = new LinkedHashMap<>(16, 0.75f, true);
  private int weight;

  /** The policies are never changed by the caller afterwards. */
  synchronized PolicySet get(BitSet policies, Function<BitSet, PolicySet> merge) {
    PolicySet known = sets.get(policies);
    if (known != null) {
      return known;
    }
    PolicySet merged = merge.apply(policies);
    sets.put(policies, merged);
    weight += merged.merged();
    Iterator<PolicySet> oldest = sets.values().iterator();
    while (weight > MAX_WEIGHT && sets.size() > 1) {
      weight -= oldest.next().merged();
      oldest.remove();
    }
    return merged;
  }

  synchronized int size() {
    return sets.size();
  }
}
