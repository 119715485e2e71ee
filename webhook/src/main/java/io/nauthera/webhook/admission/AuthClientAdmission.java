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
import java.util.stream.Collectors;
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
  public Verdict review(Review review) {
    return switch (review.operation()) {
      case DELETE -> Verdict.allowed();
      case CREATE -> judge(read(review.object()), null);
      case UPDATE ->
          review.isTerminating() || isMetadataOnly(review)
              ? Verdict.allowed()
              : judge(read(review.object()), read(review.oldObject()));
    };
  }

  private static AuthClient read(JsonNode object) {
    return Manifests.read(object, AuthClient.class);
  }

  /** Labels decide which policies govern; nothing else of the metadata matters to them. */
  private static boolean isMetadataOnly(Review review) {
    return review.object().path("spec").equals(review.oldObject().path("spec"))
        && review.object().at("/metadata/labels").equals(review.oldObject().at("/metadata/labels"));
  }

  private Verdict judge(AuthClient client, @Nullable AuthClient before) {
    return switch (resolve(client)) {
      case Resolution.ServerMissing missing ->
          waiting(
              "AuthServer %s does not exist (yet): nothing is provisioned until it does"
                  .formatted(missing.server()));
      case Resolution.NamespaceUnknown unknown ->
          waiting(
              "namespace %s is not known yet: nothing is provisioned until it is"
                  .formatted(unknown.namespace()));
      case Resolution.Ungoverned ungoverned ->
          answer(
              client,
              new Decision(ungoverned.refusals(), List.of(), List.of()),
              before,
              List.of(
                  "no AuthPolicy governs this client (yet): nothing is provisioned until one does"));
      case Resolution.Governed governed ->
          answer(client, decide(client, governed), before, List.of());
    };
  }

  private Resolution resolve(AuthClient client) {
    return PolicyResolver.resolve(view, AuthClients.client(client).asNewcomer());
  }

  private Decision decide(AuthClient client, Resolution.Governed governed) {
    return evaluator
        .evaluate(AuthClients.metadata(client), governed.policies())
        .and(governed.refusals().stream());
  }

  private static Verdict waiting(String what) {
    return new Verdict.Allowed(List.of(what));
  }

  /** Refuses only what this change adds: what was wrong before is a warning. */
  private Verdict answer(
      AuthClient client, Decision decision, @Nullable AuthClient before, List<String> notes) {
    Set<Violation.Key> known = before == null ? Set.of() : violationsOf(before);
    List<String> warnings = new ArrayList<>(notes);
    List<Verdict.Cause> causes = new ArrayList<>();
    for (Violation violation : decision.violations()) {
      if (known.contains(violation.key())) {
        warnings.add(violation.toString());
      } else {
        causes.add(new Verdict.Cause(violation.field(), violation.message()));
      }
    }
    decision.warnings().forEach(violation -> warnings.add(violation.toString()));
    return causes.isEmpty()
        ? new Verdict.Allowed(warnings)
        : new Verdict.Invalid("AuthClient", client.getMetadata().getName(), causes, warnings);
  }

  private Set<Violation.Key> violationsOf(AuthClient client) {
    return switch (resolve(client)) {
      case Resolution.Governed governed -> keys(decide(client, governed).violations());
      case Resolution.Ungoverned ungoverned -> keys(ungoverned.refusals());
      case Resolution.ServerMissing missing -> Set.of();
      case Resolution.NamespaceUnknown unknown -> Set.of();
    };
  }

  private static Set<Violation.Key> keys(List<Violation> violations) {
    return violations.stream().map(Violation::key).collect(Collectors.toSet());
  }
}
