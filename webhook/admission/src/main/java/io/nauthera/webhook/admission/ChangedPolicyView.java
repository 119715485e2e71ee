package io.nauthera.webhook.admission;

import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.ScopedPolicy;
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
  private final @Nullable ScopedPolicy policy;

  ChangedPolicyView(ClusterView cluster, PolicyName name, @Nullable ScopedPolicy policy) {
    super(cluster);
    this.name = name;
    this.policy = policy;
  }

  @Override
  public Collection<ScopedPolicy> policiesIn(String namespace) {
    if (!namespace.equals(name.namespace())) {
      return cluster.policiesIn(namespace);
    }
    List<ScopedPolicy> policies = new ArrayList<>(cluster.policiesIn(namespace));
    policies.removeIf(other -> other.policy().name().equals(name));
    if (policy != null) {
      policies.add(policy);
    }
    return policies;
  }
}
