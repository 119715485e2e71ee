package io.nauthera.bench;

import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.PolicyResolver;
import io.nauthera.api.governance.Resolution;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.v1alpha1.AuthClient;

/** Nauthera's answer to one manifest: mapped, resolved and judged, as the webhook does it. */
final class Judge {
  private final ClusterView cluster;
  private final PolicyEvaluator evaluator = new PolicyEvaluator();

  Judge(ClusterView cluster) {
    this.cluster = cluster;
  }

  Decision decide(AuthClient manifest) {
    return switch (PolicyResolver.resolve(cluster, AuthClients.client(manifest).asNewcomer())) {
      case Resolution.Governed governed ->
          evaluator
              .evaluate(AuthClients.metadata(manifest), governed.policies())
              .and(governed.refusals());
      case Resolution.Ungoverned none -> throw new IllegalStateException(none.toString());
      case Resolution.ServerMissing missing -> throw new IllegalStateException(missing.toString());
      case Resolution.NamespaceUnknown unknown ->
          throw new IllegalStateException(unknown.toString());
    };
  }
}
