package io.nauthera.webhook.cli.explain;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ClientEvaluation.Governed;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Conflict;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.Violation;
import io.nauthera.webhook.cli.report.TerminalText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Explains one client: the policies that govern it, what they allow, and the settings that it gets.
 * {@code allowed}, {@code effective} and {@code conflicts} are empty where no policy governs;
 * {@code own} is what the client itself sets.
 */
public final class Explanation {
  final ClientName client;
  final ServerReport server;
  final ClientEvaluation evaluation;
  final List<Contribution> governing;
  final List<NonGoverningPolicy> others;
  final List<SettingRow> allowed;
  final List<SettingRow> effective;
  final List<SettingRow> own;
  final List<Conflict> conflicts;

  private Explanation(ClusterView view, KnownClient known, boolean allFields) {
    Client subject = known.client();
    client = subject.name();
    server = ServerReport.of(view, subject.server(), client.namespace());
    evaluation = ClientEvaluation.of(view, known, new PolicyEvaluator(ServerProfile.KEYCLOAK));
    governing = governing(view.policiesIn(subject.server().namespace()), evaluation);
    others =
        view.server(subject.server())
            .flatMap(there ->
                view.namespaceLabels(client.namespace())
                    .map(labels -> NonGoverningPolicy.of(view, there, subject, labels)))
            .orElse(List.of());
    own = shown(SettingRows.own(subject, known.metadata()), allFields);
    if (evaluation instanceof Governed governed) {
      EffectivePolicy policy = governed.policies().enforced();
      allowed = shown(SettingRows.allowed(policy), allFields);
      effective =
          shown(SettingRows.effective(governed.settings(ServerProfile.KEYCLOAK)), allFields);
      conflicts = policy.conflicts();
    } else {
      allowed = List.of();
      effective = List.of();
      conflicts = List.of();
    }
  }

  /** Shows what a policy or the client sets, or every setting. */
  public static Explanation of(ClusterView view, KnownClient client, boolean allFields) {
    return new Explanation(view, client, allFields);
  }

  /** The sentence about a client that does not exist; control characters are made visible. */
  public static String unknown(ClientName asked, Collection<ClientName> there) {
    return TerminalText.line(Suggestions.sentence(asked, there));
  }

  private static List<Contribution> governing(
      Collection<TargetedPolicy> policies, ClientEvaluation evaluation) {
    var names = Set.copyOf(evaluation.governing());
    List<Contribution> governing = new ArrayList<>();
    policies.stream()
        .map(TargetedPolicy::policy)
        .filter(policy -> names.contains(policy.name()))
        .sorted(Comparator.comparing(policy -> policy.name()))
        .forEach(policy -> governing.add(Contribution.of(policy)));
    return governing;
  }

  private static List<SettingRow> shown(List<SettingRow> rows, boolean allFields) {
    return rows.stream().filter(row -> allFields || row.isSet()).toList();
  }

  /** Whether the client has no violation. */
  public boolean isAllowed() {
    return evaluation.violations().isEmpty();
  }

  String verdict() {
    if (!isAllowed()) {
      return "refused";
    }
    return switch (evaluation) {
      case ClientEvaluation.ServerMissing missing ->
          "admitted, but nothing is provisioned until its AuthServer exists";
      case ClientEvaluation.NamespaceUnknown unknown ->
          "admitted, but nothing is provisioned until its namespace is known";
      case ClientEvaluation.Ungoverned ungoverned ->
          "admitted, but nothing is provisioned until an AuthPolicy governs it";
      case Governed governed ->
          evaluation.warnings().isEmpty() ? "allowed" : "allowed with warnings";
    };
  }

  List<Violation> audited() {
    return evaluation instanceof Governed governed ? governed.decision().audited() : List.of();
  }

  public String text() {
    return ExplanationText.of(this);
  }

  /** One JSON object, indented, on lines of its own. */
  public String json() {
    return TerminalText.json(ExplanationJson.of(this).toPrettyString()) + "\n";
  }
}
