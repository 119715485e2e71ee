package io.nauthera.api.governance;

import io.nauthera.api.policy.ClientFields;
import io.nauthera.api.policy.PolicySet;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the policies that govern a client: those of its server's namespace that the server counts
 * and that select it.
 */
public final class PolicyResolver {
  private PolicyResolver() {}

  public static Resolution resolve(ClusterView view, Client client) {
    var server = view.server(client.server());
    if (server.isEmpty()) {
      return new Resolution.ServerMissing(client.server());
    }
    var labels = view.namespaceLabels(client.name().namespace());
    if (labels.isEmpty()) {
      return new Resolution.NamespaceUnknown(client.name().namespace());
    }
    return resolve(view, client, server.get(), labels.get());
  }

  private static Resolution resolve(
      ClusterView view, Client client, Server server, Map<String, String> namespaceLabels) {
    PolicySet policies = view.policiesOf(server).governing(client, namespaceLabels);
    var refusals = new ArrayList<>(consent(client, server, namespaceLabels));
    refusals.addAll(UniqueClaims.check(view, client));
    return policies.isEmpty()
        ? new Resolution.Ungoverned(server, refusals)
        : new Resolution.Governed(server, policies, refusals);
  }

  private static List<Violation> consent(
      Client client, Server server, Map<String, String> namespaceLabels) {
    String namespace = client.name().namespace();
    if (server.consent().admits(namespace, namespaceLabels)) {
      return List.of();
    }
    String message =
        "AuthServer %s does not admit clients from namespace %s (its spec.allowedNamespaces): ask its owner or use another server"
            .formatted(server.name(), namespace);
    return List.of(
        new Violation(
            ClientFields.AUTH_SERVER_REF,
            RuleId.CONSENT,
            server.name().toString(),
            message,
            List.of()));
  }
}
