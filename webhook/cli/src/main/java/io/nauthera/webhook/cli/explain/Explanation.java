package io.nauthera.webhook.cli.explain;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.mapping.ManifestIndex.KnownClient;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Conflict;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.webhook.admission.Standing;
import io.nauthera.webhook.cli.report.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Why a client stands as it does. {@code allowed}, {@code effective} and {@code conflicts} are
 * empty where no policy governs; {@code own} is what else the client is.
 */
public final class Explanation {
  final ClientName client;
  final ServerReport server;
  final Standing standing;
  final List<Contribution> governing;
  final List<Bystander> others;
  final List<Line> allowed;
  final List<Line> effective;
  final List<Line> own;
  final List<Conflict> conflicts;

  private Explanation(ClusterView view, KnownClient known, boolean allFields) {
    Client subject = known.client();
    client = subject.name();
    server = ServerReport.of(view, subject.server(), client.namespace());
    standing = Standing.of(view, known, new PolicyEvaluator());
    governing = governing(view.policiesIn(subject.server().namespace()), standing);
    others =
        view.server(subject.server())
            .flatMap(there ->
                view.namespaceLabels(client.namespace())
                    .map(labels -> Bystander.of(view, there, subject, labels)))
            .orElse(List.of());
    Standing.Terms terms = standing.terms();
    allowed = terms == null ? List.of() : shown(Lines.allowed(terms.enforced()), allFields);
    effective = terms == null ? List.of() : shown(Lines.effective(terms), allFields);
    own = shown(Lines.own(subject, known.metadata()), allFields);
    conflicts = terms == null ? List.of() : terms.enforced().conflicts();
  }

  /** By default only what a policy or the client speaks of; else every setting. */
  public static Explanation of(ClusterView view, KnownClient client, boolean allFields) {
    return new Explanation(view, client, allFields);
  }

  /** What to say of a client that is not there; control characters are shown as such. */
  public static String unknown(ClientName asked, Collection<ClientName> there) {
    return Printable.line(Nearest.sentence(asked, there));
  }

  private static List<Contribution> governing(
      Collection<TargetedPolicy> policies, Standing standing) {
    var names = Set.copyOf(standing.governing());
    List<Contribution> governing = new ArrayList<>();
    policies.stream()
        .map(TargetedPolicy::policy)
        .filter(policy -> names.contains(policy.name()))
        .sorted(Comparator.comparing(policy -> policy.name()))
        .forEach(policy -> governing.add(Contribution.of(policy)));
    return governing;
  }

  private static List<Line> shown(List<Line> lines, boolean allFields) {
    return lines.stream().filter(line -> allFields || line.isSpokenOf()).toList();
  }

  /** Whether nothing is forbidden about the client. */
  public boolean isAllowed() {
    return standing.decision().allowed();
  }

  String verdict() {
    if (!isAllowed()) {
      return "refused";
    }
    return switch (standing.footing()) {
      case ABSENT -> throw new IllegalStateException("what is explained is there");
      case SERVER_MISSING -> "let in, but nothing is provisioned until its AuthServer exists";
      case NAMESPACE_UNKNOWN -> "let in, but nothing is provisioned until its namespace is known";
      case UNGOVERNED -> "let in, but nothing is provisioned until an AuthPolicy governs";
      case GOVERNED -> standing.warnings().isEmpty() ? "allowed" : "allowed with warnings";
    };
  }

  public String text() {
    return ExplanationText.of(this);
  }

  /** One JSON object, indented, on lines of its own. */
  public String json() {
    return Printable.json(ExplanationJson.of(this).toPrettyString()) + "\n";
  }
}
