package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.governance.ScopedPolicy;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.v1alpha1.AuthPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses an AuthPolicy that makes no sense, and answers every other change with its impact. */
final class AuthPolicyAdmission implements Admission {
  private final PolicyImpact impact;

  AuthPolicyAdmission(PolicyImpact impact) {
    this.impact = impact;
  }

  @Override
  public Verdict review(Review review) {
    return switch (review.operation()) {
      case CREATE -> judge(read(review.object()), null);
      case UPDATE ->
          review.isTerminating()
              ? Verdict.allowed()
              : judge(read(review.object()), read(review.oldObject()));
      case DELETE -> {
        AuthPolicy policy = read(review.oldObject());
        yield new Verdict.Allowed(impact.of(AuthPolicies.name(policy), readable(policy), null));
      }
    };
  }

  private static AuthPolicy read(JsonNode object) {
    return Manifests.read(object, AuthPolicy.class);
  }

  private Verdict judge(AuthPolicy policy, @Nullable AuthPolicy before) {
    List<Verdict.Cause> causes = PolicySense.check(policy.getSpec());
    if (!causes.isEmpty()) {
      return new Verdict.Invalid("AuthPolicy", policy.getMetadata().getName(), causes, List.of());
    }
    ScopedPolicy old = before == null ? null : readable(before);
    return new Verdict.Allowed(
        impact.of(AuthPolicies.name(policy), old, AuthPolicies.scoped(policy)));
  }

  /**
   * A stored policy that cannot be read (its schema was another) counts as none: it must be
   * possible to mend or delete it.
   */
  private static @Nullable ScopedPolicy readable(AuthPolicy policy) {
    try {
      return AuthPolicies.scoped(policy);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
