package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.UnsupportedSetting;
import io.nauthera.api.v1alpha1.AuthPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Refuses an AuthPolicy that makes no sense, and answers every other change with its impact. */
final class AuthPolicyAdmission implements Admission {
  private final ClusterView view;
  private final ImpactWarnings impact;

  AuthPolicyAdmission(ClusterView view, ImpactWarnings impact) {
    this.view = view;
    this.impact = impact;
  }

  @Override
  public Verdict review(AdmissionRequest review) {
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
    return ResourceReader.read(object, AuthPolicy.class);
  }

  private Verdict judge(AuthPolicy policy, Function<TargetedPolicy, List<String>> impactOf) {
    TargetedPolicy after = ResourceReader.mapped(policy, AuthPolicies::scoped);
    List<Verdict.Cause> causes = AuthPolicyValidator.check(policy.getSpec());
    if (!causes.isEmpty()) {
      return new Verdict.Invalid("AuthPolicy", policy.getMetadata().getName(), causes, List.of());
    }
    List<Verdict.Warning> warnings = new ArrayList<>();
    warnings.addAll(Verdict.Warning.of("impact", impactOf.apply(after)));
    warnings.addAll(Verdict.Warning.of("ungoverned", uncounted(after)));
    warnings.addAll(
        Verdict.Warning.of(
            "shortfall",
            UnsupportedSetting.of(policy.getSpec()).stream()
                .map(UnsupportedSetting::sentence)
                .toList()));
    warnings.addAll(Verdict.Warning.of("dead-rule", IneffectiveFields.of(policy.getSpec())));
    return new Verdict.Allowed(warnings);
  }

  /**
   * A stored policy that cannot be read (its schema was another) must not stand in the way of the
   * one that mends it.
   */
  private List<String> replaced(JsonNode before, TargetedPolicy after) {
    return stored(before).map(old -> impact.of(old, after)).orElse(ImpactWarnings.UNKNOWN);
  }

  private static Optional<TargetedPolicy> stored(JsonNode object) {
    return ResourceReader.stored(object, AuthPolicy.class, AuthPolicies::scoped);
  }

  /** Labels that no server looks for are the likeliest reason why a policy governs nobody. */
  private List<String> uncounted(TargetedPolicy policy) {
    String namespace = policy.policy().name().namespace();
    Collection<Server> servers = view.serversIn(namespace);
    return servers.isEmpty() || servers.stream().anyMatch(policy::countsFor)
        ? List.of()
        : List.of(
            "no AuthServer in %s selects this policy's labels (spec.policySelector): it governs nobody"
                .formatted(namespace));
  }
}
