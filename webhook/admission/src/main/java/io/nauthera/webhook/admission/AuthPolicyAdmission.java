package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.ScopedPolicy;
import io.nauthera.api.governance.Server;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.Shortfall;
import io.nauthera.api.v1alpha1.AuthPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Refuses an AuthPolicy that makes no sense, and answers every other change with its impact. */
final class AuthPolicyAdmission implements Admission {
  private final ClusterView view;
  private final PolicyImpact impact;

  AuthPolicyAdmission(ClusterView view, PolicyImpact impact) {
    this.view = view;
    this.impact = impact;
  }

  @Override
  public Verdict review(Review review) {
    return switch (review.operation()) {
      case CREATE -> judge(read(review.object()), after -> impact.of(null, after));
      case UPDATE ->
          review.isTerminating() || review.isMetadataOnly()
              ? Verdict.allowed()
              : judge(read(review.object()), after -> replaced(review.oldObject(), after));
      case DELETE ->
          new Verdict.Allowed(
              Verdict.Warning.of(
                  "impact",
                  stored(review.oldObject())
                      .map(before -> impact.of(before, null))
                      .orElse(List.of())));
    };
  }

  private static AuthPolicy read(JsonNode object) {
    return Manifests.read(object, AuthPolicy.class);
  }

  private Verdict judge(AuthPolicy policy, Function<ScopedPolicy, List<String>> impactOf) {
    ScopedPolicy after = Manifests.mapped(policy, AuthPolicies::scoped);
    List<Verdict.Cause> causes = PolicySense.check(policy.getSpec());
    if (!causes.isEmpty()) {
      return new Verdict.Invalid("AuthPolicy", policy.getMetadata().getName(), causes, List.of());
    }
    List<Verdict.Warning> warnings = new ArrayList<>();
    warnings.addAll(Verdict.Warning.of("impact", impactOf.apply(after)));
    warnings.addAll(Verdict.Warning.of("ungoverned", uncounted(after)));
    warnings.addAll(
        Verdict.Warning.of(
            "shortfall",
            Shortfall.of(policy.getSpec()).stream().map(Shortfall::sentence).toList()));
    warnings.addAll(Verdict.Warning.of("dead-rule", DeadRules.of(policy.getSpec())));
    return new Verdict.Allowed(warnings);
  }

  /**
   * A stored policy that cannot be read (its schema was another) must not stand in the way of the
   * one that mends it.
   */
  private List<String> replaced(JsonNode before, ScopedPolicy after) {
    return stored(before).map(old -> impact.of(old, after)).orElse(PolicyImpact.UNKNOWN);
  }

  private static Optional<ScopedPolicy> stored(JsonNode object) {
    return Manifests.stored(object, AuthPolicy.class, AuthPolicies::scoped);
  }

  /** Labels that no server looks for are the likeliest reason why a policy governs nobody. */
  private List<String> uncounted(ScopedPolicy policy) {
    String namespace = policy.policy().name().namespace();
    Collection<Server> servers = view.serversIn(namespace);
    return servers.isEmpty() || servers.stream().anyMatch(policy::countsFor)
        ? List.of()
        : List.of(
            "no AuthServer in %s selects this policy's labels (spec.policySelector): it governs nobody"
                .formatted(namespace));
  }
}
