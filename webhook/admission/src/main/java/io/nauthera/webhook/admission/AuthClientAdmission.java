package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.ResourceReader;
import io.nauthera.api.policy.AllowedLists;
import io.nauthera.api.policy.ClientFields;
import io.nauthera.api.policy.Policy.Enforcement;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.text.Names;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientSpec;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.validation.FieldMessage;
import io.nauthera.webhook.admission.validation.SecretTemplateValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an AuthClient that adds a violation, and admits with a warning what cannot be decided
 * yet.
 */
final class AuthClientAdmission implements Admission {
  private static final int MAX_NAMES = 5;

  private final ClusterView view;
  private final PolicyEvaluator evaluator;
  private final ReviewObserver observer;

  AuthClientAdmission(ClusterView view, PolicyEvaluator evaluator, ReviewObserver observer) {
    this.view = view;
    this.evaluator = evaluator;
    this.observer = observer;
  }

  @Override
  public Verdict review(AdmissionRequest request, Deadline deadline) {
    return switch (request.operation()) {
      case DELETE -> Verdict.allowed();
      case CREATE -> {
        AuthClient client = read(request.object());
        yield verdict(known(client).asNewcomer(), null, client.getSpec(), request);
      }
      case UPDATE ->
          request.isMetadataOnly() ? Verdict.allowed() : updated(read(request.object()), request);
    };
  }

  private static AuthClient read(JsonNode object) {
    return ResourceReader.read(object, AuthClient.class);
  }

  private static KnownClient known(AuthClient client) {
    return ResourceReader.mapped(client, AuthClients::known);
  }

  /** Null where it cannot be read: then it has no violation that could excuse a new one. */
  private static @Nullable KnownClient stored(JsonNode before) {
    return ResourceReader.stored(before, AuthClient.class, AuthClients::known).orElse(null);
  }

  private Verdict updated(AuthClient manifest, AdmissionRequest request) {
    KnownClient client = known(manifest);
    KnownClient before = stored(request.oldObject());
    return before == null
        ? verdict(client.asNewcomer(), null, manifest.getSpec(), request)
        : verdict(client.updating(before), before, manifest.getSpec(), request);
  }

  private ClientEvaluation evaluate(KnownClient client) {
    return ClientEvaluation.of(view, client, evaluator);
  }

  /** Refuses only violations that this change adds: the others become warnings. */
  private Verdict verdict(
      KnownClient client,
      @Nullable KnownClient before,
      AuthClientSpec spec,
      AdmissionRequest request) {
    ClientEvaluation evaluation = evaluate(client);
    ClientEvaluation old = before == null ? null : evaluate(before);
    Set<Violation.Key> known = old == null ? Set.of() : Violation.keys(old.violations());
    List<Verdict.Warning> warnings = new ArrayList<>(notes(evaluation));
    List<Verdict.Cause> causes = new ArrayList<>();
    // Warnings are printed apart from causes.
    AllowedLists inWarnings = AllowedLists.ofOneAnswer();
    AllowedLists inCauses = AllowedLists.ofOneAnswer();
    leavingPolicies(old, evaluation)
        .map(violation -> Verdict.Cause.of(violation, inCauses))
        .ifPresent(causes::add);
    for (Violation violation : evaluation.violations()) {
      if (known.contains(violation.key())) {
        warnings.add(Verdict.Warning.of(violation, inWarnings));
      } else {
        causes.add(Verdict.Cause.of(violation, inCauses));
      }
    }
    observe(causes, old, evaluation);
    checkTemplate(spec, request, causes, warnings);
    evaluation
        .warnings()
        .forEach(violation -> warnings.add(Verdict.Warning.of(violation, inWarnings)));
    evaluation
        .hints(client.metadata())
        .forEach(hint ->
            warnings.add(new Verdict.Warning("hint", hint.field().toString(), hint.message())));
    return causes.isEmpty()
        ? new Verdict.Allowed(warnings)
        : new Verdict.Invalid(
            ResourceKind.AUTH_CLIENT.toString(), client.client().name().name(), causes, warnings);
  }

  /** Only what this change adds. */
  private void observe(
      List<Verdict.Cause> causes, @Nullable ClientEvaluation old, ClientEvaluation evaluation) {
    for (Verdict.Cause cause : causes) {
      if (cause.rule() != null) {
        observer.violated(cause.rule(), Enforcement.ENFORCE);
      }
    }
    observe(Enforcement.WARN, old == null ? List.of() : old.warnings(), evaluation.warnings());
    observe(Enforcement.AUDIT, old == null ? List.of() : old.audited(), evaluation.audited());
  }

  private void observe(Enforcement enforcement, List<Violation> before, List<Violation> after) {
    Set<Violation.Key> known = Violation.keys(before);
    for (Violation violation : after) {
      if (!known.contains(violation.key())) {
        observer.violated(violation.rule(), enforcement);
      }
    }
  }

  /** No policy decides about the template. Causes stay sorted by field. */
  private static void checkTemplate(
      AuthClientSpec spec,
      AdmissionRequest request,
      List<Verdict.Cause> causes,
      List<Verdict.Warning> warnings) {
    List<FieldMessage> faults = new ArrayList<>(SecretTemplateValidator.check(spec));
    if (faults.isEmpty()) {
      return;
    }
    if (request.operation() == AdmissionRequest.Operation.UPDATE) {
      List<FieldMessage> before =
          ResourceReader.stored(request.oldObject(), AuthClient.class, AuthClient::getSpec)
              .map(SecretTemplateValidator::check)
              .orElse(List.of());
      warnings.addAll(
          Verdict.Warning.ofFields("hint", faults.stream().filter(before::contains).toList()));
      faults.removeAll(before);
    }
    int later =
        (int)
            causes.stream()
                .takeWhile(cause -> cause.field().compareTo(SecretTemplateValidator.FIELD) < 0)
                .count();
    causes.addAll(later, faults.stream().map(Verdict.Cause::of).toList());
  }

  /** Clients choose their labels; without a policy, nothing could be taken from them any more. */
  private static Optional<Violation> leavingPolicies(
      @Nullable ClientEvaluation before, ClientEvaluation after) {
    return before instanceof ClientEvaluation.Governed governed
            && after instanceof ClientEvaluation.Ungoverned
            && after.isAdmitted()
        ? Optional.of(
            Violation.of(
                ClientFields.LABELS,
                RuleId.LEAVING_POLICIES,
                "",
                () ->
                    "with these labels, no AuthPolicy would govern this client; now it is governed by %s: keep the labels that a policy selects, or delete the AuthClient"
                        .formatted(Names.first(MAX_NAMES, governed.governing())),
                governed.governing()))
        : Optional.empty();
  }

  private static List<Verdict.Warning> notes(ClientEvaluation evaluation) {
    return switch (evaluation) {
      case ClientEvaluation.ServerMissing missing ->
          Verdict.Warning.of(
              "unresolved",
              List.of(
                  "AuthServer %s does not exist (yet): nothing is provisioned until it does"
                      .formatted(missing.server())));
      case ClientEvaluation.NamespaceUnknown unknown ->
          Verdict.Warning.of(
              "unresolved",
              List.of(
                  "namespace %s is not known yet: nothing is provisioned until it is"
                      .formatted(unknown.namespace())));
      case ClientEvaluation.Ungoverned ungoverned ->
          evaluation.isAdmitted()
              ? Verdict.Warning.of(
                  "ungoverned",
                  List.of(
                      "no AuthPolicy governs this client (yet): nothing is provisioned until one does"))
              : List.of();
      case ClientEvaluation.Governed governed -> List.of();
    };
  }
}
