package io.nauthera.webhook.admission;

import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.GovernedClients;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import io.nauthera.webhook.admission.ClientChange.Turn;
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

/**
 * Whom a change of a policy, or of which policies a server counts, would hit, as sentences for the
 * one who changes it.
 */
final class ImpactWarnings {
  /** Where what was there before cannot be read. */
  static final List<String> UNKNOWN =
      List.of("what was stored cannot be read, so whom this change hits is not known");

  private static final int NAMED = 5;

  private final ClusterView view;
  private final KnownClients clients;
  private final PolicyEvaluator evaluator;

  ImpactWarnings(ClusterView view, KnownClients clients, PolicyEvaluator evaluator) {
    this.view = view;
    this.clients = clients;
    this.evaluator = evaluator;
  }

  /** Null stands for no policy: before a creation, after a deletion; not both are null. */
  List<String> of(@Nullable TargetedPolicy before, @Nullable TargetedPolicy after) {
    PolicyName name = Objects.requireNonNull(after == null ? before : after).policy().name();
    var was = new ChangedPolicyView(view, name, before);
    var will = new ChangedPolicyView(view, name, after);
    NavigableSet<ClientName> touched = GovernedClients.of(view, before, after);
    return sentences(touched.size(), changes(touched, was, will));
  }

  /** The same server, before and after. */
  List<String> of(Server before, Server after) {
    if (before.equals(after)) {
      return List.of();
    }
    var was = new ChangedServerView(view, before);
    var will = new ChangedServerView(view, after);
    NavigableSet<ClientName> touched = new TreeSet<>();
    view.clientsOf(after.name()).forEach(client -> touched.add(client.name()));
    List<ClientChange> changes = changes(touched, was, will);
    long governed =
        changes.stream()
            .filter(change -> change.was().isGoverned() || change.will().isGoverned())
            .count();
    return sentences(governed, changes);
  }

  private List<ClientChange> changes(
      NavigableSet<ClientName> touched, ClusterView was, ClusterView will) {
    var comparison = new ImpactAnalysis(was, will, evaluator);
    return touched.stream()
        .flatMap(client -> clients.client(client).stream())
        .map(known -> comparison.of(known, known))
        .toList();
  }

  private static List<String> sentences(long governed, List<ClientChange> changes) {
    var tally = new Tally(governed);
    changes.forEach(tally::count);
    return tally.sentences();
  }

  /** What was counted so far. */
  private static final class Tally {
    private final long governed;
    private final List<String> violating = new ArrayList<>();
    private final List<String> warned = new ArrayList<>();
    private final List<String> abandoned = new ArrayList<>();
    private final List<String> shutOut = new ArrayList<>();
    private final Map<String, Integer> settings = new TreeMap<>();
    private int adopted;

    Tally(long governed) {
      this.governed = governed;
    }

    void count(ClientChange change) {
      String client = change.client().toString();
      Set<Turn> turns = change.turns();
      if (turns.contains(Turn.SHUT_OUT)) {
        shutOut.add(client);
      }
      if (turns.contains(Turn.UNGOVERNED)) {
        abandoned.add(client);
      }
      if (turns.contains(Turn.GOVERNED)) {
        adopted++;
      }
      if (change.will().isGoverned()) {
        judged(client, byPolicies(change), warnings(change));
      }
      // What is imposed applies at once, also to those that violate something.
      change.imposed().stream()
          .flatMap(setting -> sentence(setting).stream())
          .forEach(sentence -> settings.merge(sentence, 1, Integer::sum));
    }

    private static List<Violation> byPolicies(ClientChange change) {
      return change.newViolations().stream()
          .filter(change.will().byPolicies().violations()::contains)
          .toList();
    }

    /** Also what is forbidden already: the one who changes the policy need not know that. */
    private static List<Violation> warnings(ClientChange change) {
      return ClientChange.added(
          change.will().byPolicies().warnings(), change.was().byPolicies().warnings());
    }

    private void judged(String client, List<Violation> violations, List<Violation> warnings) {
      if (!violations.isEmpty()) {
        violating.add(named(client, violations));
      } else if (!warnings.isEmpty()) {
        warned.add(named(client, warnings));
      }
    }

    private static String named(String client, List<Violation> violations) {
      return violations.stream()
          .map(Violation::rule)
          .sorted()
          .distinct()
          .map(RuleId::toString)
          .collect(Collectors.joining(", ", client + " (", ")"));
    }

    private static Optional<String> sentence(SettingChange change) {
      return switch (change.setting()) {
        case ACCESS_TOKEN, REFRESH_TOKEN, AUTHENTICATION, SECRET_ROTATION ->
            Optional.of(
                "%s %s → %s"
                    .formatted(change.setting(), change.was().value(), change.will().value()));
        case PKCE ->
            Optional.of(
                change.was().equals(SettingValue.UNSET)
                    ? "PKCE becomes required"
                    : "PKCE is no longer required of confidential clients");
        case GRANT_TYPES, SCOPES, ID_TOKEN -> Optional.empty();
      };
    }

    List<String> sentences() {
      List<String> sentences = new ArrayList<>();
      sentences.addAll(list(ofGoverned(violating) + " would violate this:", violating));
      sentences.addAll(list(ofGoverned(warned) + " would be warned by this:", warned));
      sentences.addAll(
          list(
              clients(abandoned.size()) + " would no longer be governed by any AuthPolicy:",
              abandoned));
      sentences.addAll(
          list(
              clients(shutOut.size()) + " would no longer be admitted (spec.allowedNamespaces):",
              shutOut));
      if (adopted > 0) {
        sentences.add("%s would be governed for the first time".formatted(clients(adopted)));
      }
      settings.forEach((change, count) -> sentences.add(clients(count) + ": " + change));
      return sentences;
    }

    private String ofGoverned(List<String> names) {
      return "%d of %d governed AuthClients".formatted(names.size(), governed);
    }

    private static List<String> list(String head, List<String> names) {
      if (names.isEmpty()) {
        return List.of();
      }
      String named = names.stream().limit(NAMED).collect(Collectors.joining(", "));
      String more = names.size() > NAMED ? " … and %d more".formatted(names.size() - NAMED) : "";
      return List.of(head + " " + named + more);
    }

    private static String clients(int count) {
      return count == 1 ? "1 AuthClient" : count + " AuthClients";
    }
  }
}
