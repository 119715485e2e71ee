package io.nauthera.api.governance;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.policy.ClientFields;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.EffectiveSettings;
import io.nauthera.api.policy.FieldPath;
import io.nauthera.api.policy.Hint;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.PolicySet;
import io.nauthera.api.policy.RestrictedClient;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.Setting;
import io.nauthera.api.policy.SettingValue;
import io.nauthera.api.policy.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What policies and the AuthServer say about one client. Admission, the controller and the command
 * line all ask here.
 */
public sealed interface ClientEvaluation {
  /** The AuthServer does not exist (yet). */
  record ServerMissing(ServerName server, List<Violation> refusals) implements ClientEvaluation {
    public ServerMissing {
      refusals = List.copyOf(refusals);
    }
  }

  /** The client's namespace is not known (yet), so the governing policies are not known either. */
  record NamespaceUnknown(String namespace, List<Violation> refusals) implements ClientEvaluation {
    public NamespaceUnknown {
      refusals = List.copyOf(refusals);
    }
  }

  /** No policy governs the client: nothing may be provisioned. */
  record Ungoverned(Server server, List<Violation> refusals) implements ClientEvaluation {
    public Ungoverned {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * Policies govern the client. {@code refusals} are the violations that do not come from policies:
   * the server's consent and claims of other clients. {@code byPolicies} is what the policies say.
   */
  record Governed(
      Server server,
      ClientMetadata metadata,
      PolicySet policies,
      List<Violation> refusals,
      Decision byPolicies)
      implements ClientEvaluation {
    public Governed {
      refusals = List.copyOf(refusals);
    }

    /** The client without what is forbidden, which is what a registered client keeps. */
    public RestrictedClient restricted() {
      return RestrictedClient.of(
          metadata, policies.enforced(), byPolicies.and(refusals).violations());
    }

    /** The settings in force once the client is registered. */
    public Map<Setting, SettingValue> settings(ServerProfile profile) {
      Map<Setting, SettingValue> settings =
          EffectiveSettings.of(
              restricted().metadata(), policies.enforced(), profile, byPolicies.violations());
      if (restricted().keepsMethod() && !policies.enforced().authentication().isContested()) {
        settings.put(Setting.AUTHENTICATION, SettingValue.UNCHANGED);
      }
      return settings;
    }

    /** What is said about the client; a namespace that is not admitted learns nothing else. */
    public Decision decision() {
      return isRefusedConsent(refusals)
          ? new Decision(refusals, List.of(), List.of())
          : byPolicies.and(refusals);
    }
  }

  /**
   * Finds the policies that govern the client and applies them.
   *
   * @throws IllegalStateException where a policy or server that may matter cannot be read
   */
  static ClientEvaluation of(ClusterView view, KnownClient client, PolicyEvaluator evaluator) {
    var server = view.server(client.client().server());
    if (server.isEmpty()) {
      return new ServerMissing(client.client().server(), withoutPolicies(view, client, evaluator));
    }
    String namespace = client.client().name().namespace();
    var labels = view.namespaceLabels(namespace);
    return labels.isEmpty()
        ? new NamespaceUnknown(namespace, withoutPolicies(view, client, evaluator))
        : of(view, client, evaluator, server.get(), labels.get());
  }

  private static ClientEvaluation of(
      ClusterView view,
      KnownClient known,
      PolicyEvaluator evaluator,
      Server server,
      Map<String, String> namespaceLabels) {
    Client client = known.client();
    PolicySet policies = view.policiesOf(server).governing(client, namespaceLabels);
    List<Violation> consent = consent(client, server, namespaceLabels);
    if (policies.isEmpty()) {
      return new Ungoverned(
          server, consent.isEmpty() ? withoutPolicies(view, known, evaluator) : consent);
    }
    return new Governed(
        server,
        known.metadata(),
        policies,
        consent.isEmpty() ? UniqueClaims.check(view, client) : consent,
        evaluator.evaluate(known.metadata(), policies));
  }

  /** A client that no policy governs yet must not hold what another one needs. */
  private static List<Violation> withoutPolicies(
      ClusterView view, KnownClient known, PolicyEvaluator evaluator) {
    List<Violation> refusals = new ArrayList<>(evaluator.withoutPolicies(known.metadata()));
    refusals.addAll(UniqueClaims.check(view, known.client()));
    return refusals;
  }

  private static List<Violation> consent(
      Client client, Server server, Map<String, String> namespaceLabels) {
    String namespace = client.name().namespace();
    if (server.consent().admits(namespace, namespaceLabels)) {
      return List.of();
    }
    return List.of(
        Violation.of(
            ClientFields.AUTH_SERVER_REF,
            RuleId.CONSENT,
            server.name().toString(),
            () ->
                "AuthServer %s does not admit clients from namespace %s (its spec.allowedNamespaces): ask the owner of the server or use another server"
                    .formatted(server.name(), namespace),
            List.of()));
  }

  /** The violations of policies on trial that are not violations already, sorted. */
  private static List<Violation> onTrial(Decision decision, List<Violation> trial) {
    Set<Violation.Key> violations = Violation.keys(decision.violations());
    return trial.stream().filter(violation -> !violations.contains(violation.key())).toList();
  }

  private static boolean isRefusedConsent(List<Violation> refusals) {
    return refusals.stream().anyMatch(refusal -> refusal.rule() == RuleId.CONSENT);
  }

  private static List<Violation> sorted(List<Violation> refusals) {
    return refusals.stream().sorted().toList();
  }

  /** Whether the server admits the client's namespace, as far as that is known. */
  default boolean isAdmitted() {
    return !isRefusedConsent(violations());
  }

  /** Everything that is forbidden, as far as it is known, sorted. */
  default List<Violation> violations() {
    return switch (this) {
      case ServerMissing missing -> sorted(missing.refusals());
      case NamespaceUnknown unknown -> sorted(unknown.refusals());
      case Ungoverned ungoverned -> sorted(ungoverned.refusals());
      case Governed governed -> governed.decision().violations();
    };
  }

  /** What policies with enforcement Warn would forbid in addition, sorted. */
  default List<Violation> warnings() {
    return this instanceof Governed governed
        ? onTrial(governed.decision(), governed.decision().warnings())
        : List.of();
  }

  /** What policies with enforcement Audit would forbid in addition, sorted; users do not see it. */
  default List<Violation> audited() {
    return this instanceof Governed governed
        ? onTrial(governed.decision(), governed.decision().audited())
        : List.of();
  }

  /**
   * What is allowed but probably not meant, where nothing else is wrong with the field. Without
   * policies, only the client itself can say how it authenticates.
   */
  default List<Hint> hints(ClientMetadata client) {
    if (!isAdmitted()) {
      return List.of();
    }
    Set<FieldPath> refused =
        violations().stream().map(Violation::field).collect(Collectors.toUnmodifiableSet());
    var method =
        this instanceof Governed governed
            ? governed.policies().enforced().agreedMethodOf(client)
            : client.tokenEndpointAuthMethod();
    return Hint.of(client, method).stream()
        .filter(hint -> !refused.contains(hint.field()))
        .toList();
  }

  /** The policies that govern the client, sorted; empty where none is known. */
  default List<PolicyName> governing() {
    return this instanceof Governed governed ? governed.policies().names() : List.of();
  }
}
