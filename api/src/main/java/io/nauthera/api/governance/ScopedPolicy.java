package io.nauthera.api.governance;

import io.nauthera.api.policy.Policy;
import java.util.Map;

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

  boolean selects(Client client, Map<String, String> namespaceLabels) {
    return clientSelector.matches(client.labels()) && namespaceSelector.matches(namespaceLabels);
  }
}
