package io.nauthera.api.governance;

import io.nauthera.api.policy.PolicySet;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * The policies that one server selects, indexed so that finding those that govern a client costs
 * about as much as the client has labels, not as there are policies.
 */
public final class ServerPolicies {
  private static final PolicySet NONE = PolicySet.of(List.of());

  private final List<TargetedPolicy> counting;
  private final BitSet anyLabels = new BitSet();
  private final Map<Entry<String, String>, BitSet> byClientLabel = new HashMap<>();
  private final Map<Entry<String, String>, BitSet> byNamespaceLabel = new HashMap<>();
  private final PolicySetCache sets = new PolicySetCache();

  private ServerPolicies(List<TargetedPolicy> counting) {
    this.counting = counting;
    for (int i = 0; i < counting.size(); i++) {
      file(i, counting.get(i));
    }
  }

  /** The policies that the server selects. */
  static ServerPolicies of(Server server, Collection<TargetedPolicy> policies) {
    return new ServerPolicies(
        policies.stream()
            .filter(policy -> policy.isSelectedBy(server))
            .sorted(Comparator.comparing(policy -> policy.policy().name()))
            .toList());
  }

  /** A policy that requires a label is looked at only for clients that have it. */
  private void file(int policy, TargetedPolicy scoped) {
    Optional<Selector.In> ofClient = scoped.clientSelector().required();
    Optional<Selector.In> ofNamespace = scoped.namespaceSelector().required();
    if (ofClient.isPresent()) {
      file(policy, ofClient.get(), byClientLabel);
    } else if (ofNamespace.isPresent()) {
      file(policy, ofNamespace.get(), byNamespaceLabel);
    } else {
      anyLabels.set(policy);
    }
  }

  private static void file(
      int policy, Selector.In required, Map<Entry<String, String>, BitSet> drawers) {
    for (String value : required.values()) {
      drawers.computeIfAbsent(Map.entry(required.key(), value), label -> new BitSet()).set(policy);
    }
  }

  /** The policies that select the client; empty where none does. */
  PolicySet governing(Client client, Map<String, String> namespaceLabels) {
    BitSet governing = (BitSet) anyLabels.clone();
    pull(client.labels(), byClientLabel, governing);
    pull(namespaceLabels, byNamespaceLabel, governing);
    for (int i = governing.nextSetBit(0); i >= 0; i = governing.nextSetBit(i + 1)) {
      if (!counting.get(i).selects(client, namespaceLabels)) {
        governing.clear(i);
      }
    }
    return governing.isEmpty() ? NONE : sets.get(governing, this::merge);
  }

  private static void pull(
      Map<String, String> labels, Map<Entry<String, String>, BitSet> drawers, BitSet into) {
    if (drawers.isEmpty()) {
      return;
    }
    for (Entry<String, String> label : labels.entrySet()) {
      BitSet policies = drawers.get(label);
      if (policies != null) {
        into.or(policies);
      }
    }
  }

  private PolicySet merge(BitSet governing) {
    return PolicySet.of(
        governing.stream()
            .mapToObj(counting::get)
            .map(TargetedPolicy::orFail)
            .map(TargetedPolicy::policy)
            .toList());
  }
}
