package io.nauthera.webhook.admission;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.GovernedClients;
import io.nauthera.api.governance.PolicyResolver;
import io.nauthera.api.governance.Resolution;
import io.nauthera.api.governance.ScopedPolicy;
import io.nauthera.api.governance.Server;
import io.nauthera.api.mapping.Durations;
import io.nauthera.api.mapping.ManifestIndex.KnownClient;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.Imposed;
import io.nauthera.api.policy.Policy.SecretRotation;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.Rule;
import io.nauthera.api.policy.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom a change of a policy, or of which policies a server counts, would hit, as sentences for the
 * one who changes it.
 */
final class PolicyImpact {
  /** Where what was there before cannot be read. */
  static final List<String> UNKNOWN =
      List.of("what was stored cannot be read, so whom this change hits is not known");

  private static final int NAMED = 5;

  private final ClusterView view;
  private final KnownClients clients;
  private final PolicyEvaluator evaluator;

  PolicyImpact(ClusterView view, KnownClients clients, PolicyEvaluator evaluator) {
    this.view = view;
    this.clients = clients;
    this.evaluator = evaluator;
  }

  /** Null stands for no policy: before a creation, after a deletion; not both are null. */
  List<String> of(@Nullable ScopedPolicy before, @Nullable ScopedPolicy after) {
    PolicyName name = Objects.requireNonNull(after == null ? before : after).policy().name();
    var was = new ChangedPolicyView(view, name, before);
    var will = new ChangedPolicyView(view, name, after);
    NavigableSet<ClientName> touched = GovernedClients.of(view, before, after);
    return tally(touched, was, will).sentences();
  }

  /** The same server, before and after. */
  List<String> of(Server before, Server after) {
    if (before.equals(after)) {
      return List.of();
    }
    var was = new ChangedServerView(view, before);
    var will = new ChangedServerView(view, after);
    NavigableSet<ClientName> touched = new TreeSet<>();
    NavigableSet<ClientName> shutOut = new TreeSet<>();
    for (Client client : view.clientsOf(after.name())) {
      if (isGoverned(was, client) || isGoverned(will, client)) {
        touched.add(client.name());
      }
      if (isAdmitted(before, client) && !isAdmitted(after, client)) {
        shutOut.add(client.name());
      }
    }
    Tally tally = tally(touched, was, will);
    shutOut.forEach(client -> tally.shutOut.add(client.toString()));
    return tally.sentences();
  }

  private static boolean isGoverned(ClusterView view, Client client) {
    return PolicyResolver.resolve(view, client) instanceof Resolution.Governed;
  }

  /** A namespace that is not known counts as admitted: it is no news either way. */
  private boolean isAdmitted(Server server, Client client) {
    String namespace = client.name().namespace();
    return view.namespaceLabels(namespace)
        .map(labels -> server.consent().admits(namespace, labels))
        .orElse(true);
  }

  private Tally tally(NavigableSet<ClientName> touched, ClusterView was, ClusterView will) {
    var tally = new Tally(touched.size());
    for (ClientName client : touched) {
      clients.client(client).ifPresent(known -> count(known, was, will, tally));
    }
    return tally;
  }

  private void count(KnownClient known, ClusterView was, ClusterView will, Tally tally) {
    switch (PolicyResolver.resolve(will, known.client())) {
      case Resolution.Governed governed ->
          count(known, PolicyResolver.resolve(was, known.client()), governed, tally);
      case Resolution.Ungoverned none -> {
        if (PolicyResolver.resolve(was, known.client()) instanceof Resolution.Governed) {
          tally.abandoned.add(known.client().name().toString());
        }
      }
      case Resolution.ServerMissing missing -> {}
      case Resolution.NamespaceUnknown unknown -> {}
    }
  }

  private void count(
      KnownClient known, Resolution before, Resolution.Governed governed, Tally tally) {
    Decision now = evaluator.evaluate(known.metadata(), governed.policies());
    if (before instanceof Resolution.Governed earlier) {
      Decision old = evaluator.evaluate(known.metadata(), earlier.policies());
      tally.judged(
          known.client().name(),
          added(now.violations(), old.violations()),
          added(now.warnings(), old.warnings()));
      tally.changed(earlier.policies().enforced(), governed.policies().enforced());
    } else {
      tally.adopted++;
      tally.judged(known.client().name(), now.violations(), now.warnings());
    }
  }

  /** An impact on somebody is what is new to them. */
  private static List<Violation> added(List<Violation> now, List<Violation> old) {
    Set<Violation.Key> known = Violation.keys(old);
    return now.stream().filter(violation -> !known.contains(violation.key())).toList();
  }

  /** What was counted so far. */
  private static final class Tally {
    private static final String UNSET = "unset";
    private static final String CONFLICT = "in conflict between AuthPolicies";

    private final int governed;
    private final List<String> violating = new ArrayList<>();
    private final List<String> warned = new ArrayList<>();
    private final List<String> abandoned = new ArrayList<>();
    private final List<String> shutOut = new ArrayList<>();
    private final Map<String, Integer> changes = new TreeMap<>();
    private int adopted;

    Tally(int governed) {
      this.governed = governed;
    }

    void judged(ClientName client, List<Violation> violations, List<Violation> warnings) {
      if (!violations.isEmpty()) {
        violating.add(named(client, violations));
      } else if (!warnings.isEmpty()) {
        warned.add(named(client, warnings));
      }
    }

    private static String named(ClientName client, List<Violation> violations) {
      return violations.stream()
          .map(Violation::rule)
          .sorted()
          .distinct()
          .map(Rule::toString)
          .collect(Collectors.joining(", ", client + " (", ")"));
    }

    /** What is imposed applies at once, also to those that violate something. */
    void changed(EffectivePolicy before, EffectivePolicy after) {
      changed(
          "access token",
          shortest(before.accessTokenLifetime()),
          shortest(after.accessTokenLifetime()));
      changed(
          "refresh token",
          shortest(before.refreshTokenLifetime()),
          shortest(after.refreshTokenLifetime()));
      changed("authentication", agreed(before.authentication()), agreed(after.authentication()));
      changed("secret rotation", schedule(before), schedule(after));
      if (before.pkce().value().isEmpty() && after.pkce().value().isPresent()) {
        count("PKCE becomes required");
      }
      if (before.pkce().value().isPresent() && after.pkce().value().isEmpty()) {
        count("PKCE is no longer required of confidential clients");
      }
    }

    private void changed(String what, String was, String will) {
      if (!was.equals(will)) {
        count(what + " " + was + " → " + will);
      }
    }

    private static String shortest(Imposed<Duration> lifetimes) {
      return lifetimes.value().map(Durations::format).orElse(UNSET);
    }

    private static String schedule(EffectivePolicy policy) {
      return policy.rotation().isContested()
          ? CONFLICT
          : policy.rotation().value().map(SecretRotation::schedule).orElse(UNSET);
    }

    private static String agreed(Imposed<ClientAuthenticationMethod> methods) {
      return methods.isContested()
          ? CONFLICT
          : methods.value().map(ClientAuthenticationMethod::toString).orElse(UNSET);
    }

    private void count(String change) {
      changes.merge(change, 1, Integer::sum);
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
      changes.forEach((change, count) -> sentences.add(clients(count) + ": " + change));
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
