package io.nauthera.webhook.cli.explain;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.TargetedPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A policy that does not govern the client, and every reason why. */
record NonGoverningPolicy(String policy, List<Reason> reasons) {

  /** Policies in the server's namespace, and those in the client's, which never govern it. */
  static List<NonGoverningPolicy> of(
      ClusterView view, Server server, Client client, Map<String, String> namespaceLabels) {
    List<NonGoverningPolicy> bystanders = new ArrayList<>();
    String namespace = client.name().namespace();
    for (TargetedPolicy policy : sorted(view, server.name().namespace())) {
      List<Reason> reasons =
          policy.mismatches(server, client, namespaceLabels).stream()
              .map(mismatch -> Reason.of(mismatch, server.name().toString(), namespace))
              .toList();
      if (!reasons.isEmpty()) {
        bystanders.add(new NonGoverningPolicy(policy.policy().name().toString(), reasons));
      }
    }
    if (!namespace.equals(server.name().namespace())) {
      String elsewhere =
          "it is not in %s, the namespace of AuthServer %s"
              .formatted(server.name().namespace(), server.name());
      for (TargetedPolicy policy : sorted(view, namespace)) {
        bystanders.add(
            new NonGoverningPolicy(
                policy.policy().name().toString(), List.of(new Reason(elsewhere, null))));
      }
    }
    return bystanders;
  }

  private static List<TargetedPolicy> sorted(ClusterView view, String namespace) {
    return view.policiesIn(namespace).stream()
        .sorted(Comparator.comparing(policy -> policy.policy().name()))
        .toList();
  }
}
