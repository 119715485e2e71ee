package io.nauthera.webhook.admission;

import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.mapping.ManifestIndex.KnownClient;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyEvaluator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two clusters beside each other: what it means for a client that one takes the other's place. */
public final class ImpactAnalysis {
  private final ClusterView was;
  private final ClusterView will;
  private final PolicyEvaluator evaluator;

  public ImpactAnalysis(ClusterView was, ClusterView will, PolicyEvaluator evaluator) {
    this.was = was;
    this.will = will;
    this.evaluator = evaluator;
  }

  /** Null stands for a client that is not there; not both are null. */
  public ClientChange of(@Nullable KnownClient before, @Nullable KnownClient after) {
    ClientName name = Objects.requireNonNull(after == null ? before : after).client().name();
    return new ClientChange(name, standing(was, before), standing(will, after));
  }

  private Standing standing(ClusterView view, @Nullable KnownClient client) {
    return client == null ? Standing.ABSENT : Standing.of(view, client, evaluator);
  }
}
