package io.nauthera.bench;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.v1alpha1.AuthClient;
import java.util.List;

/** Nauthera's answer to one manifest: mapped, resolved and judged, as the webhook does it. */
final class Judge {
  private final ClusterView cluster;
  private final PolicyEvaluator evaluator = new PolicyEvaluator(ServerProfile.KEYCLOAK);

  Judge(ClusterView cluster) {
    this.cluster = cluster;
  }

  Decision decide(AuthClient manifest) {
    return ClientEvaluation.of(cluster, AuthClients.known(manifest).asNewcomer(), evaluator)
            instanceof ClientEvaluation.Governed governed
        ? governed.decision()
        : new Decision(List.of(), List.of(), List.of());
  }
}
