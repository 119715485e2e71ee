package io.nauthera.api.mapping;

import io.nauthera.api.governance.Selector;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.oauth.TokenLifetimes;
import io.nauthera.api.policy.HostPattern;
import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.Policy.Enforcement;
import io.nauthera.api.policy.Policy.ExistingClients;
import io.nauthera.api.policy.Policy.SecretRotation;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.schedule.CronExpression;
import io.nauthera.api.schedule.IanaTimeZone;
import io.nauthera.api.text.Durations;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.AuthPolicySpec.ClientAuthentication;
import io.nauthera.api.v1alpha1.LabelSelector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Maps an AuthPolicy that the CRD's schema accepts to the domain; otherwise an
 * IllegalArgumentException says what is wrong.
 */
public final class AuthPolicies {
  private AuthPolicies() {}

  public static PolicyName name(AuthPolicy policy) {
    return new PolicyName(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
  }

  /** What cannot be read, as a sentence that names the resource; empty where everything can. */
  public static Optional<String> fault(AuthPolicy policy) {
    return ResourceReader.fault(policy, name(policy), AuthPolicies::targeted);
  }

  public static TargetedPolicy targeted(AuthPolicy policy) {
    AuthPolicySpec spec = policy.getSpec();
    return new TargetedPolicy(
        policy(name(policy), spec),
        Labels.of(policy),
        Selectors.of("spec.clientSelector", spec.clientSelector()),
        Selectors.of("spec.namespaceSelector", spec.namespaceSelector()));
  }

  /** A policy of which only the selectors can be read; one that cannot selects everything. */
  public static TargetedPolicy unreadable(AuthPolicy policy, String fault) {
    AuthPolicySpec spec = policy.getSpec();
    return new TargetedPolicy(
        Policy.named(name(policy)),
        Labels.of(policy),
        spec == null ? Selector.EVERYTHING : selector(spec.clientSelector(), "spec.clientSelector"),
        spec == null
            ? Selector.EVERYTHING
            : selector(spec.namespaceSelector(), "spec.namespaceSelector"),
        fault);
  }

  private static Selector selector(@Nullable LabelSelector given, String field) {
    try {
      return Selectors.of(field, given);
    } catch (RuntimeException e) {
      return Selector.EVERYTHING;
    }
  }

  private static Policy policy(PolicyName name, AuthPolicySpec spec) {
    ClientAuthentication authentication = spec.clientAuthentication();
    String method = authentication == null ? null : authentication.method();
    return new Policy(
        name,
        enforcement(spec.enforcement()),
        set(spec.allowedScopes(), Function.identity()),
        set(spec.allowedGrantTypes(), OAuthNames::grantType),
        redirectUris(spec.redirectUris()),
        spec.allowCustomClientIds(),
        lifetimes(spec.token()),
        Boolean.TRUE.equals(spec.enforcePKCE()),
        method == null ? null : OAuthNames.authenticationMethod(method),
        rotation(authentication == null ? null : authentication.secretRotation()),
        existingClients(spec.existingClients()));
  }

  private static Enforcement enforcement(AuthPolicySpec.@Nullable Enforcement given) {
    if (given == null) {
      return Enforcement.ENFORCE;
    }
    return switch (given) {
      case Enforce -> Enforcement.ENFORCE;
      case Warn -> Enforcement.WARN;
      case Audit -> Enforcement.AUDIT;
    };
  }

  private static ExistingClients existingClients(AuthPolicySpec.@Nullable ExistingClients given) {
    if (given == null) {
      return ExistingClients.RESTRICT;
    }
    return switch (given) {
      case Restrict -> ExistingClients.RESTRICT;
      case Retain -> ExistingClients.RETAIN;
      case Disable -> ExistingClients.DISABLE;
    };
  }

  private static Policy.RedirectUris redirectUris(AuthPolicySpec.@Nullable RedirectUris given) {
    return given == null
        ? Policy.RedirectUris.UNSET
        : new Policy.RedirectUris(
            set(given.allowedSchemes(), Function.identity()),
            set(given.allowedHosts(), HostPattern::new),
            given.allowLoopback(),
            given.allowWildcards());
  }

  private static TokenLifetimes lifetimes(AuthPolicySpec.@Nullable Token given) {
    return given == null
        ? TokenLifetimes.UNSET
        : new TokenLifetimes(
            Durations.parseOrNull(given.accessTokenTTL()),
            Durations.parseOrNull(given.refreshTokenTTL()),
            Durations.parseOrNull(given.idTokenTTL()));
  }

  private static @Nullable SecretRotation rotation(AuthPolicySpec.@Nullable SecretRotation given) {
    if (given == null || !Boolean.TRUE.equals(given.enabled()) || given.schedule() == null) {
      return null;
    }
    return new SecretRotation(
        CronExpression.parse(given.schedule()),
        given.timeZone() == null ? IanaTimeZone.UTC : IanaTimeZone.parse(given.timeZone()),
        Boolean.TRUE.equals(given.withoutOverlap()));
  }

  private static <T> @Nullable Set<T> set(@Nullable List<String> given, Function<String, T> value) {
    return given == null ? null : given.stream().map(value).collect(Collectors.toSet());
  }
}
