package io.nauthera.api.governance;

import io.nauthera.api.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A policy and whom it is meant for. */
public record ScopedPolicy(
    Policy policy,
    Map<String, String> labels,
    Selector clientSelector,
    Selector namespaceSelector) {
  public ScopedPolicy {
    labels = Map.copyOf(labels);
  }

  public boolean countsFor(Server server) {
    return policy.name().namespace().equals(server.name().namespace())
        && server.policySelector().matches(labels);
  }

  /**
   * Why the policy does not govern the client at the server, every reason at once; none where it
   * does. Expects a policy of the server's namespace.
   */
  public List<Mismatch> mismatches(
      Server server, Client client, Map<String, String> namespaceLabels) {
    return Stream.of(
            Mismatch.of(Mismatch.By.POLICY_SELECTOR, server.policySelector(), labels),
            Mismatch.of(Mismatch.By.CLIENT_SELECTOR, clientSelector, client.labels()),
            Mismatch.of(Mismatch.By.NAMESPACE_SELECTOR, namespaceSelector, namespaceLabels))
        .flatMap(List::stream)
        .toList();
  }

  boolean selects(Client client, Map<String, String> namespaceLabels) {
    return clientSelector.matches(client.labels()) && namespaceSelector.matches(namespaceLabels);
  }
}
