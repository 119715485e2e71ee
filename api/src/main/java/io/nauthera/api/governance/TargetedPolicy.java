package io.nauthera.api.governance;

import io.nauthera.api.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A policy with the selectors that define which clients it governs.
 *
 * @param fault what cannot be read of the policy, for people; the clients that it governs are
 *     denied. Null where everything can be read.
 */
public record TargetedPolicy(
    Policy policy,
    Map<String, String> labels,
    Selector clientSelector,
    Selector namespaceSelector,
    @Nullable String fault) {
  public TargetedPolicy {
    labels = Map.copyOf(labels);
  }

  public TargetedPolicy(
      Policy policy,
      Map<String, String> labels,
      Selector clientSelector,
      Selector namespaceSelector) {
    this(policy, labels, clientSelector, namespaceSelector, null);
  }

  /** The policy itself, which throws an {@link UnreadableResourceException} if it has a fault. */
  public TargetedPolicy orFail() {
    if (fault != null) {
      throw new UnreadableResourceException(fault);
    }
    return this;
  }

  public boolean isSelectedBy(Server server) {
    return policy.name().namespace().equals(server.name().namespace())
        && server.policySelector().matches(labels);
  }

  /**
   * Every reason why the policy does not govern the client at the server; empty where it does.
   * Expects a policy of the server's namespace.
   */
  public List<UnmetRequirement> mismatches(
      Server server, Client client, Map<String, String> namespaceLabels) {
    return Stream.of(
            UnmetRequirement.of(
                UnmetRequirement.By.POLICY_SELECTOR, server.policySelector(), labels),
            UnmetRequirement.of(
                UnmetRequirement.By.CLIENT_SELECTOR, clientSelector, client.labels()),
            UnmetRequirement.of(
                UnmetRequirement.By.NAMESPACE_SELECTOR, namespaceSelector, namespaceLabels))
        .flatMap(List::stream)
        .toList();
  }

  boolean selects(Client client, Map<String, String> namespaceLabels) {
    return clientSelector.matches(client.labels()) && namespaceSelector.matches(namespaceLabels);
  }
}
