package io.nauthera.webhook.admission;

import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.PolicyResolver;
import io.nauthera.api.governance.Resolution;
import io.nauthera.api.mapping.ManifestIndex.KnownClient;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.PolicySet;
import io.nauthera.api.policy.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a client stands in one cluster. {@code refusals} is what its server has against it, {@code
 * byPolicies} what its policies say; {@code terms} is null where none governs.
 */
public record Standing(
    Footing footing, List<Violation> refusals, Decision byPolicies, @Nullable Terms terms) {
  static final Standing ABSENT = ungoverned(Footing.ABSENT, List.of());

  public Standing {
    refusals = List.copyOf(refusals);
  }

  /** Whether it is known who governs the client, and whether anybody does. */
  public enum Footing {
    /** There is no such client. */
    ABSENT,
    SERVER_MISSING,
    NAMESPACE_UNKNOWN,
    UNGOVERNED,
    GOVERNED;

    boolean isResolved() {
      return this == UNGOVERNED || this == GOVERNED;
    }
  }

  /** What a client asks for, and the policies that govern it. */
  public record Terms(ClientMetadata client, PolicySet policies) {
    Map<Setting, SettingValue> imposed() {
      return Settings.imposed(policies.enforced());
    }

    boolean concerns(Setting setting) {
      return Settings.concerns(setting, client, policies.enforced());
    }

    public EffectivePolicy enforced() {
      return policies.enforced();
    }

    /** Every setting that the client gets. */
    public Map<Setting, SettingValue> settings() {
      return Settings.of(client, policies.enforced());
    }
  }

  public static Standing of(ClusterView view, KnownClient client, PolicyEvaluator evaluator) {
    return switch (PolicyResolver.resolve(view, client.client())) {
      case Resolution.ServerMissing missing -> ungoverned(Footing.SERVER_MISSING, List.of());
      case Resolution.NamespaceUnknown unknown -> ungoverned(Footing.NAMESPACE_UNKNOWN, List.of());
      case Resolution.Ungoverned none -> ungoverned(Footing.UNGOVERNED, none.refusals());
      case Resolution.Governed governed ->
          new Standing(
              Footing.GOVERNED,
              governed.refusals(),
              evaluator.evaluate(client.metadata(), governed.policies()),
              new Terms(client.metadata(), governed.policies()));
    };
  }

  private static Standing ungoverned(Footing footing, List<Violation> refusals) {
    return new Standing(footing, refusals, new Decision(List.of(), List.of(), List.of()), null);
  }

  /** All that is said about the client. */
  public Decision decision() {
    return byPolicies.and(refusals);
  }

  /** What admission would warn of: whoever must mend it need not hear it twice. Sorted. */
  public List<Violation> warnings() {
    Set<Violation.Key> said = Violation.keys(decision().violations());
    return byPolicies.warnings().stream()
        .filter(violation -> !said.contains(violation.key()))
        .toList();
  }

  public List<PolicyName> governing() {
    return terms == null ? List.of() : terms.policies().names();
  }

  public boolean isGoverned() {
    return footing == Footing.GOVERNED;
  }
}
