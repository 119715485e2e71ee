package io.nauthera.webhook.admission;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.GovernedClients;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.impact.ClientChange;
import io.nauthera.api.impact.ClientChange.Transition;
import io.nauthera.api.impact.ImpactAnalysis;
import io.nauthera.api.impact.KnownClients;
import io.nauthera.api.impact.OverlayClusterView;
import io.nauthera.api.impact.SettingChange;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.EffectiveSettings;
import io.nauthera.api.policy.Imposed;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.text.Durations;
import io.nauthera.api.text.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sentences about the clients that a change of a policy or of a server would affect. */
final class ImpactWarnings {
  /** Where the stored object cannot be read. */
  static final List<String> UNKNOWN =
      List.of("the stored object cannot be read, so the impact of this change is not known");

  private static final int MAX_NAMES = 5;

  private final ClusterView view;
  private final KnownClients clients;
  private final PolicyEvaluator evaluator;

  ImpactWarnings(ClusterView view, KnownClients clients, PolicyEvaluator evaluator) {
    this.view = view;
    this.clients = clients;
    this.evaluator = evaluator;
  }

  /** Null stands for no policy: before a creation, after a deletion; at least one is given. */
  List<String> of(@Nullable TargetedPolicy before, @Nullable TargetedPolicy after) {
    PolicyName name = Objects.requireNonNull(after == null ? before : after).policy().name();
    NavigableSet<ClientName> affected = GovernedClients.of(view, before, after);
    return sentences(
        affected.size(),
        changes(
            affected,
            OverlayClusterView.withPolicy(view, name, before),
            OverlayClusterView.withPolicy(view, name, after)));
  }

  /** The same server, before and after. */
  List<String> of(Server before, Server after) {
    if (before.equals(after)) {
      return List.of();
    }
    NavigableSet<ClientName> affected = new TreeSet<>();
    view.clientsOf(after.name()).forEach(client -> affected.add(client.name()));
    List<ClientChange> changes =
        changes(
            affected,
            OverlayClusterView.withServer(view, before),
            OverlayClusterView.withServer(view, after));
    long governed = changes.stream().filter(ClientChange::isGovernedBeforeOrAfter).count();
    return sentences(governed, changes);
  }

  private List<ClientChange> changes(
      NavigableSet<ClientName> affected, ClusterView before, ClusterView after) {
    var analysis = new ImpactAnalysis(before, after, evaluator);
    return affected.stream()
        .flatMap(client -> clients.client(client).stream())
        .map(known -> analysis.of(known, known))
        .toList();
  }

  private static List<String> sentences(long governed, List<ClientChange> changes) {
    var summary = new Summary(governed);
    changes.forEach(summary::add);
    return summary.sentences();
  }

  /** Counts changes by what happens to the clients. */
  private static final class Summary {
    private final long governed;
    private final List<String> violating = new ArrayList<>();
    private final List<String> warned = new ArrayList<>();
    private final List<String> ungoverned = new ArrayList<>();
    private final List<String> notAdmitted = new ArrayList<>();
    private final Map<String, Integer> settings = new TreeMap<>();
    private int newlyGoverned;

    Summary(long governed) {
      this.governed = governed;
    }

    void add(ClientChange change) {
      String client = change.client().toString();
      Set<Transition> transitions = change.transitions();
      if (transitions.contains(Transition.NOT_ADMITTED)) {
        notAdmitted.add(client);
      }
      if (transitions.contains(Transition.UNGOVERNED)) {
        ungoverned.add(client);
      }
      if (transitions.contains(Transition.GOVERNED)) {
        newlyGoverned++;
      }
      if (change.isGovernedAfter()) {
        addViolations(client, change.newViolationsByPolicies(), change.newWarningsByPolicies());
      }
      // Imposed settings apply immediately, also to clients with violations.
      change.imposed().stream()
          .flatMap(setting -> sentence(setting).stream())
          .forEach(sentence -> settings.merge(sentence, 1, Integer::sum));
      Optional<String> shortRefresh = shortRefresh(change.after());
      if (!shortRefresh.equals(shortRefresh(change.before()))) {
        shortRefresh.ifPresent(sentence -> settings.merge(sentence, 1, Integer::sum));
      }
    }

    /** Policies that are valid one by one can impose lifetimes that do not fit together. */
    private static Optional<String> shortRefresh(@Nullable ClientEvaluation evaluation) {
      if (!(evaluation instanceof ClientEvaluation.Governed governed)) {
        return Optional.empty();
      }
      Imposed<Duration> access = governed.policies().enforced().accessTokenLifetime();
      Imposed<Duration> refresh = governed.policies().enforced().refreshTokenLifetime();
      return access
          .value()
          .filter(longer -> refresh.value().filter(it -> it.compareTo(longer) < 0).isPresent())
          .map(longer ->
              "refresh token %s ends before access token %s"
                  .formatted(imposed(refresh), imposed(access)));
    }

    private static String imposed(Imposed<Duration> lifetime) {
      return "%s (AuthPolicy %s)"
          .formatted(
              lifetime.value().map(Durations::format).orElse(""),
              Names.first(MAX_NAMES, lifetime.imposedBy()));
    }

    private void addViolations(
        String client, List<Violation> violations, List<Violation> warnings) {
      if (!violations.isEmpty()) {
        violating.add(withRules(client, violations));
      } else if (!warnings.isEmpty()) {
        warned.add(withRules(client, warnings));
      }
    }

    private static String withRules(String client, List<Violation> violations) {
      return violations.stream()
          .map(Violation::rule)
          .sorted()
          .distinct()
          .map(RuleId::toString)
          .collect(Collectors.joining(", ", client + " (", ")"));
    }

    private static Optional<String> sentence(SettingChange change) {
      return switch (change.setting()) {
        case ACCESS_TOKEN, REFRESH_TOKEN, AUTHENTICATION ->
            Optional.of(
                "%s %s → %s"
                    .formatted(change.setting(), change.before().value(), change.after().value()));
        case PKCE ->
            Optional.of(
                EffectiveSettings.isUnset(change.before())
                    ? "PKCE becomes required"
                    : "PKCE is no longer required for confidential clients");
        case GRANT_TYPES, SCOPES, ID_TOKEN -> Optional.empty();
      };
    }

    List<String> sentences() {
      List<String> sentences = new ArrayList<>();
      addNames(sentences, ofGoverned(violating) + " would violate this:", violating);
      addNames(sentences, ofGoverned(warned) + " would get a warning:", warned);
      addNames(
          sentences,
          clients(ungoverned.size()) + " would no longer be governed by any AuthPolicy:",
          ungoverned);
      addNames(
          sentences,
          clients(notAdmitted.size()) + " would no longer be admitted (spec.allowedNamespaces):",
          notAdmitted);
      if (newlyGoverned > 0) {
        sentences.add("%s would be governed for the first time".formatted(clients(newlyGoverned)));
      }
      settings.forEach((change, count) -> sentences.add(clients(count) + ": " + change));
      return sentences;
    }

    private String ofGoverned(List<String> names) {
      return "%d of %d governed AuthClients".formatted(names.size(), governed);
    }

    private static void addNames(List<String> sentences, String head, List<String> names) {
      if (!names.isEmpty()) {
        sentences.add(head + " " + Names.first(MAX_NAMES, names));
      }
    }

    private static String clients(int count) {
      return count == 1 ? "1 AuthClient" : count + " AuthClients";
    }
  }
}
