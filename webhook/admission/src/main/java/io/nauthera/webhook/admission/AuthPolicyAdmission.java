package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.UnsupportedSetting;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.validation.AuthPolicyValidator;
import io.nauthera.webhook.admission.validation.FieldMessage;
import io.nauthera.webhook.admission.validation.IneffectiveFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Refuses an invalid AuthPolicy, and answers every other change with its impact. */
final class AuthPolicyAdmission implements Admission {
  private final ClusterView view;
  private final ImpactWarnings impact;

  AuthPolicyAdmission(ClusterView view, ImpactWarnings impact) {
    this.view = view;
    this.impact = impact;
  }

  @Override
  public Verdict review(AdmissionRequest request, Deadline deadline) {
    return switch (request.operation()) {
      case CREATE -> verdict(read(request.object()), after -> impact.of(null, after, deadline));
      case UPDATE ->
          request.isMetadataOnly()
              ? Verdict.allowed()
              : verdict(
                  read(request.object()), after -> replaced(request.oldObject(), after, deadline));
      case DELETE ->
          new Verdict.Allowed(
              Verdict.Warning.of(
                  "impact",
                  stored(request.oldObject())
                      .map(before -> impact.of(before, null, deadline))
                      .orElse(List.of())));
    };
  }

  private static AuthPolicy read(JsonNode object) {
    return ResourceReader.read(object, AuthPolicy.class);
  }

  private Verdict verdict(AuthPolicy policy, Function<TargetedPolicy, List<String>> impactOf) {
    List<FieldMessage> invalid =
        ResourceReader.mapped(policy.getSpec(), AuthPolicyValidator::check);
    if (!invalid.isEmpty()) {
      return Verdict.invalid(ResourceKind.AUTH_POLICY, policy, invalid);
    }
    TargetedPolicy after = ResourceReader.mapped(policy, AuthPolicies::targeted);
    List<Verdict.Warning> warnings = new ArrayList<>();
    warnings.addAll(Verdict.Warning.of("impact", impactOf.apply(after)));
    warnings.addAll(Verdict.Warning.of("ungoverned", unselected(after)));
    warnings.addAll(Verdict.Warning.of("unsupported", unsupported(after)));
    warnings.addAll(
        Verdict.Warning.ofFields("ineffective", IneffectiveFields.of(policy.getSpec())));
    warnings.addAll(
        Verdict.Warning.ofFields("hint", AuthPolicyValidator.warnings(policy.getSpec())));
    return new Verdict.Allowed(warnings);
  }

  private static List<String> unsupported(TargetedPolicy policy) {
    return UnsupportedSetting.of(policy.policy(), ServerProfile.KEYCLOAK).stream()
        .map(UnsupportedSetting::message)
        .toList();
  }

  /** A stored policy that cannot be read must not prevent its own correction. */
  private List<String> replaced(JsonNode before, TargetedPolicy after, Deadline deadline) {
    return stored(before)
        .map(old -> impact.of(old, after, deadline))
        .orElse(ImpactWarnings.UNKNOWN);
  }

  private static Optional<TargetedPolicy> stored(JsonNode object) {
    return ResourceReader.stored(object, AuthPolicy.class, AuthPolicies::targeted);
  }

  /** The most likely reason why a policy governs no client: no server selects its labels. */
  private List<String> unselected(TargetedPolicy policy) {
    String namespace = policy.policy().name().namespace();
    Collection<Server> servers = view.serversIn(namespace);
    return servers.isEmpty() || servers.stream().anyMatch(policy::isSelectedBy)
        ? List.of()
        : List.of(
            "no AuthServer in %s selects the labels of this policy (spec.policySelector): it governs no client"
                .formatted(namespace));
  }
}
