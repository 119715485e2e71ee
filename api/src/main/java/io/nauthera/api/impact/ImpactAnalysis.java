package io.nauthera.api.impact;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyEvaluator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares two clusters: what happens to a client when one replaces the other. */
public final class ImpactAnalysis {
  private final ClusterView before;
  private final ClusterView after;
  private final PolicyEvaluator evaluator;

  public ImpactAnalysis(ClusterView before, ClusterView after, PolicyEvaluator evaluator) {
    this.before = before;
    this.after = after;
    this.evaluator = evaluator;
  }

  /** Null stands for a client that does not exist; at least one of the two is given. */
  public ClientChange of(@Nullable KnownClient old, @Nullable KnownClient current) {
    ClientName name = Objects.requireNonNull(current == null ? old : current).client().name();
    return new ClientChange(
        name, evaluation(before, old), evaluation(after, current), evaluator.server());
  }

  private @Nullable ClientEvaluation evaluation(ClusterView view, @Nullable KnownClient client) {
    return client == null ? null : ClientEvaluation.of(view, client, evaluator);
  }
}
