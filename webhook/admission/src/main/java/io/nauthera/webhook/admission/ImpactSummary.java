package io.nauthera.webhook.admission;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.impact.ClientChange;
import io.nauthera.api.impact.ClientChange.Transition;
import io.nauthera.api.impact.SettingChange;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.EffectiveSettings;
import io.nauthera.api.policy.Imposed;
import io.nauthera.api.policy.PolicySet;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.text.Durations;
import io.nauthera.api.text.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the clients that a change affects, by what happens to them, and keeps no client. */
final class ImpactSummary {
  private static final int MAX_NAMES = 5;

  private final int affected;
  private final Named violating = new Named();
  private final Named warned = new Named();
  private final Named ungoverned = new Named();
  private final Named notAdmitted = new Named();
  private final Map<String, Integer> settings = new TreeMap<>();
  private final Map<String, Integer> faults = new TreeMap<>();
  private final SortedSet<ClientName> unreadable = new TreeSet<>();
  private int evaluated;
  private int governed;
  private int newlyGoverned;
  private boolean isPartial;
  private @Nullable Imposing imposed;

  /** {@code affected} is the number of clients that could be added. */
  ImpactSummary(int affected) {
    this.affected = affected;
  }

  /** What other policies impose; clients that follow each other often have the same policies. */
  private record Imposing(
      @Nullable PolicySet before, @Nullable PolicySet after, List<String> sentences) {}

  /** How many clients, and the first of them: their texts would fill the heap. */
  private static final class Named {
    private final List<String> first = new ArrayList<>();
    private int count;

    void add(String name) {
      count++;
      if (first.size() < MAX_NAMES) {
        first.add(name);
      }
    }
  }

  /** Not all clients could be added. */
  void stop() {
    isPartial = true;
  }

  /** A client that cannot be read itself. */
  void addUnreadable(ClientName client) {
    evaluated++;
    unreadable.add(client);
  }

  /** A client that depends on something that cannot be read. */
  void addFault(String fault) {
    evaluated++;
    faults.merge(fault, 1, Integer::sum);
  }

  /** Add clients in the order of their names. */
  void add(ClientChange change) {
    evaluated++;
    if (change.isGovernedBeforeOrAfter()) {
      governed++;
    }
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
    PolicySet before = policies(change.before());
    PolicySet after = policies(change.after());
    if (imposed == null
        || !Objects.equals(before, imposed.before())
        || !Objects.equals(after, imposed.after())) {
      imposed = new Imposing(before, after, imposed(change));
    }
    imposed.sentences().forEach(sentence -> settings.merge(sentence, 1, Integer::sum));
  }

  private static @Nullable PolicySet policies(@Nullable ClientEvaluation evaluation) {
    return evaluation instanceof ClientEvaluation.Governed governed ? governed.policies() : null;
  }

  /** Imposed settings apply immediately, also to clients with violations. */
  private static List<String> imposed(ClientChange change) {
    List<String> sentences = new ArrayList<>();
    change.imposed().forEach(setting -> sentence(setting).ifPresent(sentences::add));
    Optional<String> shortRefresh = shortRefresh(change.after());
    if (!shortRefresh.equals(shortRefresh(change.before()))) {
      shortRefresh.ifPresent(sentences::add);
    }
    return sentences;
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

  private void addViolations(String client, List<Violation> violations, List<Violation> warnings) {
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
      // The sentence about refresh tokens says it.
      case OFFLINE_TOKEN -> Optional.empty();
      case GRANT_TYPES, SCOPES, ID_TOKEN -> Optional.empty();
    };
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    addNames(sentences, ofGoverned(violating) + " would violate this:", violating);
    addNames(sentences, ofGoverned(warned) + " would get a warning:", warned);
    addNames(
        sentences,
        atLeast(ungoverned.count) + " would no longer be governed by any AuthPolicy:",
        ungoverned);
    addNames(
        sentences,
        atLeast(notAdmitted.count) + " would no longer be admitted (spec.allowedNamespaces):",
        notAdmitted);
    if (newlyGoverned > 0) {
      sentences.add("%s would be governed for the first time".formatted(atLeast(newlyGoverned)));
    }
    settings.forEach((change, count) -> sentences.add(atLeast(count) + ": " + change));
    addMissing(sentences);
    return sentences;
  }

  private void addMissing(List<String> sentences) {
    if (!unreadable.isEmpty()) {
      sentences.add(
          "%s cannot be read: %s"
              .formatted(clients(unreadable.size()), Names.first(MAX_NAMES, unreadable)));
    }
    faults.entrySet().stream()
        .limit(MAX_NAMES)
        .forEach(fault ->
            sentences.add(
                "%s cannot be evaluated: %s".formatted(atLeast(fault.getValue()), fault.getKey())));
    if (isPartial) {
      sentences.add(
          "only %d of %s could be evaluated in time: use nauthera impact for all of them"
              .formatted(evaluated, clients(affected)));
    }
  }

  private String ofGoverned(Named named) {
    return isPartial
        ? "at least %d of %s".formatted(named.count, clients(affected))
        : "%d of %d governed AuthClients".formatted(named.count, governed);
  }

  private String atLeast(int count) {
    return (isPartial ? "at least " : "") + clients(count);
  }

  private static void addNames(List<String> sentences, String head, Named named) {
    if (named.count > 0) {
      sentences.add(head + " " + Names.ofTotal(named.count, named.first));
    }
  }

  private static String clients(int count) {
    return count == 1 ? "1 AuthClient" : count + " AuthClients";
  }
}
