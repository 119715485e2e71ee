package io.nauthera.webhook.admission;

import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.GovernedClients;
import io.nauthera.api.governance.PolicyResolver;
import io.nauthera.api.governance.Resolution;
import io.nauthera.api.governance.ScopedPolicy;
import io.nauthera.api.mapping.Durations;
import io.nauthera.api.mapping.ManifestIndex.KnownClient;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.Imposed;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.Rule;
import io.nauthera.api.policy.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom a change of a policy would hit, as sentences for the one who changes it. */
final class PolicyImpact {
  private static final int NAMED = 5;

  private final ClusterView view;
  private final KnownClients clients;
  private final PolicyEvaluator evaluator;

  PolicyImpact(ClusterView view, KnownClients clients, PolicyEvaluator evaluator) {
    this.view = view;
    this.clients = clients;
    this.evaluator = evaluator;
  }

  /** Null stands for no policy: before a creation, after a deletion. */
  List<String> of(PolicyName name, @Nullable ScopedPolicy before, @Nullable ScopedPolicy after) {
    var was = new ChangedPolicyView(view, name, before);
    var will = new ChangedPolicyView(view, name, after);
    NavigableSet<ClientName> touched = GovernedClients.of(view, before, after);
    int governed = GovernedClients.of(view, null, after).size();
    var tally = new Tally();
    for (ClientName client : touched) {
      clients.client(client).ifPresent(known -> count(known, was, will, tally));
    }
    return tally.sentences(governed);
  }

  private void count(KnownClient known, ClusterView was, ClusterView will, Tally tally) {
    Resolution before = PolicyResolver.resolve(was, known.client());
    switch (PolicyResolver.resolve(will, known.client())) {
      case Resolution.Governed governed -> {
        Set<Violation.Key> old =
            violations(known, before).stream().map(Violation::key).collect(Collectors.toSet());
        List<Violation> now = violations(known, governed);
        List<Violation> added =
            now.stream().filter(violation -> !old.contains(violation.key())).toList();
        if (!added.isEmpty()) {
          tally.violating(known.client().name(), added);
        } else if (now.isEmpty() && before instanceof Resolution.Governed earlier) {
          tally.changed(earlier.policies().enforced(), governed.policies().enforced());
        }
      }
      case Resolution.Ungoverned none -> {
        if (before instanceof Resolution.Governed) {
          tally.abandoned++;
        }
      }
      case Resolution.ServerMissing missing -> {}
      case Resolution.NamespaceUnknown unknown -> {}
    }
  }

  private List<Violation> violations(KnownClient known, Resolution resolution) {
    return resolution instanceof Resolution.Governed governed
        ? evaluator.evaluate(known.metadata(), governed.policies()).violations()
        : List.of();
  }

  /** What was counted so far. */
  private static final class Tally {
    private final List<String> violating = new ArrayList<>();
    private final Map<String, Integer> changes = new TreeMap<>();
    private int abandoned;

    void violating(ClientName client, List<Violation> added) {
      Set<Rule> rules =
          added.stream().map(Violation::rule).collect(Collectors.toCollection(TreeSet::new));
      violating.add(
          client
              + " ("
              + rules.stream().map(Rule::toString).collect(Collectors.joining(", "))
              + ")");
    }

    void changed(EffectivePolicy before, EffectivePolicy after) {
      changed("access token", EffectivePolicy::accessTokenLifetime, before, after);
      changed("refresh token", EffectivePolicy::refreshTokenLifetime, before, after);
      if (before.pkce().value().isEmpty() && after.pkce().value().isPresent()) {
        changes.merge("PKCE becomes required", 1, Integer::sum);
      }
    }

    private void changed(
        String what,
        Function<EffectivePolicy, Imposed<Duration>> lifetime,
        EffectivePolicy before,
        EffectivePolicy after) {
      String was = lifetime.apply(before).value().map(Durations::format).orElse("server default");
      String will = lifetime.apply(after).value().map(Durations::format).orElse("server default");
      if (!was.equals(will)) {
        changes.merge(what + " " + was + " → " + will, 1, Integer::sum);
      }
    }

    List<String> sentences(int governed) {
      List<String> sentences = new ArrayList<>();
      if (!violating.isEmpty()) {
        sentences.add(
            "%d of %d governed AuthClients would violate this:"
                .formatted(violating.size(), governed));
        violating.stream().limit(NAMED).forEach(sentences::add);
        if (violating.size() > NAMED) {
          sentences.add("… and %d more".formatted(violating.size() - NAMED));
        }
      }
      if (abandoned > 0) {
        sentences.add(
            "%s would no longer be governed by any AuthPolicy".formatted(clients(abandoned)));
      }
      changes.forEach((change, count) -> sentences.add(clients(count) + ": " + change));
      return sentences;
    }

    private static String clients(int count) {
      return count == 1 ? "1 AuthClient" : count + " AuthClients";
    }
  }
}
