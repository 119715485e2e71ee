package io.nauthera.webhook.admission;

import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.policy.PolicyName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in which one policy is as given: other than it is, or, where that is null, not there.
 */
final class ChangedPolicyView extends ChangedView {
  private final PolicyName name;
  private final @Nullable TargetedPolicy policy;

  ChangedPolicyView(ClusterView cluster, PolicyName name, @Nullable TargetedPolicy policy) {
    super(cluster);
    this.name = name;
    this.policy = policy;
  }

  @Override
  public Collection<TargetedPolicy> policiesIn(String namespace) {
    if (!namespace.equals(name.namespace())) {
      return cluster.policiesIn(namespace);
    }
    List<TargetedPolicy> policies = new ArrayList<>(cluster.policiesIn(namespace));
    policies.removeIf(other -> other.policy().name().equals(name));
    if (policy != null) {
      policies.add(policy);
    }
    return policies;
  }
}
