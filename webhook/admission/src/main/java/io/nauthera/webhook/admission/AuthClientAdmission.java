package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.PolicyResolver;
import io.nauthera.api.governance.Resolution;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.v1alpha1.AuthClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an AuthClient that adds a violation, and lets in, with a warning, what cannot be known
 * yet.
 */
final class AuthClientAdmission implements Admission {
  private final ClusterView view;
  private final PolicyEvaluator evaluator;

  AuthClientAdmission(ClusterView view, PolicyEvaluator evaluator) {
    this.view = view;
    this.evaluator = evaluator;
  }

  @Override
  public Verdict review(AdmissionRequest review) {
    return switch (review.operation()) {
      case DELETE -> Verdict.allowed();
      case CREATE -> judge(read(review.object()), null);
      case UPDATE ->
          review.isTerminating() || review.isMetadataOnly()
              ? Verdict.allowed()
              : judge(read(review.object()), review.oldObject());
    };
  }

  private static AuthClient read(JsonNode object) {
    return ResourceReader.read(object, AuthClient.class);
  }

  private Verdict judge(AuthClient client, @Nullable JsonNode before) {
    return switch (resolve(client)) {
      case Resolution.ServerMissing missing ->
          unresolved(
              "AuthServer %s does not exist (yet): nothing is provisioned until it does"
                  .formatted(missing.server()));
      case Resolution.NamespaceUnknown unknown ->
          unresolved(
              "namespace %s is not known yet: nothing is provisioned until it is"
                  .formatted(unknown.namespace()));
      case Resolution.Ungoverned ungoverned ->
          answer(
              client,
              new Decision(ungoverned.refusals(), List.of(), List.of()),
              before,
              List.of(
                  new Verdict.Warning(
                      "ungoverned",
                      "no AuthPolicy governs this client (yet): nothing is provisioned until one does")));
      case Resolution.Governed governed ->
          answer(client, decide(client, governed), before, List.of());
    };
  }

  private Resolution resolve(AuthClient client) {
    return PolicyResolver.resolve(view, AuthClients.client(client).asNewcomer());
  }

  private Decision decide(AuthClient client, Resolution.Governed governed) {
    return evaluator
        .evaluate(ResourceReader.mapped(client, AuthClients::metadata), governed.policies())
        .and(governed.refusals());
  }

  private static Verdict unresolved(String what) {
    return new Verdict.Allowed(List.of(new Verdict.Warning("unresolved", what)));
  }

  /** Refuses only what this change adds: what was wrong before is a warning. */
  private Verdict answer(
      AuthClient client,
      Decision decision,
      @Nullable JsonNode before,
      List<Verdict.Warning> notes) {
    Set<Violation.Key> known = before == null ? Set.of() : violationsOf(before);
    List<Verdict.Warning> warnings = new ArrayList<>(notes);
    List<Verdict.Cause> causes = new ArrayList<>();
    for (Violation violation : decision.violations()) {
      if (known.contains(violation.key())) {
        warnings.add(Verdict.Warning.of(violation));
      } else {
        causes.add(Verdict.Cause.of(violation));
      }
    }
    // Whoever must mend it, or has been told of it, need not hear it twice.
    Set<Violation.Key> said = Violation.keys(decision.violations());
    decision.warnings().stream()
        .filter(violation -> !said.contains(violation.key()))
        .forEach(violation -> warnings.add(Verdict.Warning.of(violation)));
    return causes.isEmpty()
        ? new Verdict.Allowed(warnings)
        : new Verdict.Invalid("AuthClient", client.getMetadata().getName(), causes, warnings);
  }

  /** What cannot be read has no violation that could excuse one now. */
  private Set<Violation.Key> violationsOf(JsonNode before) {
    return ResourceReader.stored(before, AuthClient.class, this::violationsOf).orElse(Set.of());
  }

  private Set<Violation.Key> violationsOf(AuthClient client) {
    return switch (resolve(client)) {
      case Resolution.Governed governed -> Violation.keys(decide(client, governed).violations());
      case Resolution.Ungoverned ungoverned -> Violation.keys(ungoverned.refusals());
      case Resolution.ServerMissing missing -> Set.of();
      case Resolution.NamespaceUnknown unknown -> Set.of();
    };
  }
}
