package io.nauthera.webhook.admission;

import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.GovernedClients;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.governance.UnreadableResourceException;
import io.nauthera.api.impact.ImpactAnalysis;
import io.nauthera.api.impact.KnownClients;
import io.nauthera.api.impact.OverlayClusterView;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sentences about the clients that a change of a policy or of a server would affect. */
final class ImpactWarnings {
  /** Where the stored object cannot be read. */
  static final List<String> UNKNOWN =
      List.of("the stored object cannot be read, so the impact of this change is not known");

  private final ClusterView view;
  private final KnownClients clients;
  private final PolicyEvaluator evaluator;

  ImpactWarnings(ClusterView view, KnownClients clients, PolicyEvaluator evaluator) {
    this.view = view;
    this.clients = clients;
    this.evaluator = evaluator;
  }

  /** Null stands for no policy: before a creation, after a deletion; at least one is given. */
  List<String> of(
      @Nullable TargetedPolicy before, @Nullable TargetedPolicy after, Deadline deadline) {
    PolicyName name = Objects.requireNonNull(after == null ? before : after).policy().name();
    var analysis =
        new ImpactAnalysis(
            OverlayClusterView.withPolicy(view, name, before),
            OverlayClusterView.withPolicy(view, name, after),
            evaluator);
    return sentences(GovernedClients.of(view, before, after), analysis, deadline);
  }

  /** The same server, before and after. */
  List<String> of(Server before, Server after, Deadline deadline) {
    if (before.equals(after)) {
      return List.of();
    }
    NavigableSet<ClientName> affected = new TreeSet<>();
    view.clientsOf(after.name()).stream()
        .filter(client -> !client.isTerminating())
        .forEach(client -> affected.add(client.name()));
    var analysis =
        new ImpactAnalysis(
            OverlayClusterView.withServer(view, before),
            OverlayClusterView.withServer(view, after),
            evaluator);
    return sentences(affected, analysis, deadline);
  }

  private List<String> sentences(
      NavigableSet<ClientName> affected, ImpactAnalysis analysis, Deadline deadline) {
    var summary = new ImpactSummary(affected.size());
    for (ClientName name : affected) {
      if (deadline.hasPassed()) {
        summary.stop();
        break;
      }
      add(name, analysis, summary);
    }
    return summary.sentences();
  }

  private void add(ClientName name, ImpactAnalysis analysis, ImpactSummary summary) {
    Optional<KnownClient> client;
    try {
      client = clients.client(name);
    } catch (UnreadableResourceException e) {
      summary.addUnreadable(name);
      return;
    }
    try {
      client.ifPresent(known -> summary.add(analysis.of(known, known)));
    } catch (UnreadableResourceException e) {
      summary.addFault(String.valueOf(e.getMessage()));
    }
  }
}
