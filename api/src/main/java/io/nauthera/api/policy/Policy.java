package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.TokenLifetimes;
import io.nauthera.api.schedule.CronExpression;
import io.nauthera.api.schedule.IanaTimeZone;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one policy; null where the policy does not set the field. */
public record Policy(
    PolicyName name,
    Enforcement enforcement,
    @Nullable Set<String> allowedScopes,
    @Nullable Set<GrantType> allowedGrantTypes,
    RedirectUris redirectUris,
    @Nullable Boolean allowCustomClientIds,
    TokenLifetimes lifetimes,
    boolean enforcePkce,
    @Nullable ClientAuthenticationMethod authentication,
    @Nullable SecretRotation rotation,
    ExistingClients existingClients) {

  public Policy {
    allowedScopes = copy(allowedScopes);
    allowedGrantTypes = copy(allowedGrantTypes);
  }

  /** An enforced policy that sets no field. */
  public static Policy named(PolicyName name) {
    return new Policy(
        name,
        Enforcement.ENFORCE,
        null,
        null,
        RedirectUris.UNSET,
        null,
        TokenLifetimes.UNSET,
        false,
        null,
        null,
        ExistingClients.RESTRICT);
  }

  public Policy withEnforcement(Enforcement value) {
    return new Policy(
        name,
        value,
        allowedScopes,
        allowedGrantTypes,
        redirectUris,
        allowCustomClientIds,
        lifetimes,
        enforcePkce,
        authentication,
        rotation,
        existingClients);
  }

  public Policy withAllowedScopes(@Nullable Set<String> value) {
    return new Policy(
        name,
        enforcement,
        value,
        allowedGrantTypes,
        redirectUris,
        allowCustomClientIds,
        lifetimes,
        enforcePkce,
        authentication,
        rotation,
        existingClients);
  }

  public Policy withAllowedGrantTypes(@Nullable Set<GrantType> value) {
    return new Policy(
        name,
        enforcement,
        allowedScopes,
        value,
        redirectUris,
        allowCustomClientIds,
        lifetimes,
        enforcePkce,
        authentication,
        rotation,
        existingClients);
  }

  public Policy withRedirectUris(RedirectUris value) {
    return new Policy(
        name,
        enforcement,
        allowedScopes,
        allowedGrantTypes,
        value,
        allowCustomClientIds,
        lifetimes,
        enforcePkce,
        authentication,
        rotation,
        existingClients);
  }

  public Policy withAllowCustomClientIds(@Nullable Boolean value) {
    return new Policy(
        name,
        enforcement,
        allowedScopes,
        allowedGrantTypes,
        redirectUris,
        value,
        lifetimes,
        enforcePkce,
        authentication,
        rotation,
        existingClients);
  }

  public Policy withLifetimes(TokenLifetimes value) {
    return new Policy(
        name,
        enforcement,
        allowedScopes,
        allowedGrantTypes,
        redirectUris,
        allowCustomClientIds,
        value,
        enforcePkce,
        authentication,
        rotation,
        existingClients);
  }

  public Policy withEnforcePkce(boolean value) {
    return new Policy(
        name,
        enforcement,
        allowedScopes,
        allowedGrantTypes,
        redirectUris,
        allowCustomClientIds,
        lifetimes,
        value,
        authentication,
        rotation,
        existingClients);
  }

  public Policy withAuthentication(@Nullable ClientAuthenticationMethod value) {
    return new Policy(
        name,
        enforcement,
        allowedScopes,
        allowedGrantTypes,
        redirectUris,
        allowCustomClientIds,
        lifetimes,
        enforcePkce,
        value,
        rotation,
        existingClients);
  }

  public Policy withRotation(@Nullable SecretRotation value) {
    return new Policy(
        name,
        enforcement,
        allowedScopes,
        allowedGrantTypes,
        redirectUris,
        allowCustomClientIds,
        lifetimes,
        enforcePkce,
        authentication,
        value,
        existingClients);
  }

  public Policy withExistingClients(ExistingClients value) {
    return new Policy(
        name,
        enforcement,
        allowedScopes,
        allowedGrantTypes,
        redirectUris,
        allowCustomClientIds,
        lifetimes,
        enforcePkce,
        authentication,
        rotation,
        value);
  }

  private static <T> @Nullable Set<T> copy(@Nullable Set<T> values) {
    return values == null ? null : Set.copyOf(values);
  }

  /** The rules for redirect URIs; null where the policy does not set the field. */
  public record RedirectUris(
      @Nullable Set<String> allowedSchemes,
      @Nullable Set<HostPattern> allowedHosts,
      @Nullable Boolean allowLoopback,
      @Nullable Boolean allowWildcards) {
    public static final RedirectUris UNSET = new RedirectUris(null, null, null, null);

    public RedirectUris {
      allowedSchemes = copy(allowedSchemes);
      allowedHosts = copy(allowedHosts);
    }
  }

  /** When secrets are rotated, and whether the old secret may stop working at once. */
  public record SecretRotation(
      CronExpression schedule, IanaTimeZone timeZone, boolean withoutOverlap)
      implements Comparable<SecretRotation> {
    private static final Comparator<SecretRotation> ORDER =
        Comparator.comparing(SecretRotation::schedule)
            .thenComparing(SecretRotation::timeZone)
            .thenComparing(SecretRotation::withoutOverlap);

    @Override
    public int compareTo(SecretRotation other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return schedule + " in " + timeZone + (withoutOverlap ? " without overlap" : "");
    }
  }

  /** What happens to a registered client that a later change makes non-compliant. */
  public enum ExistingClients {
    RESTRICT,
    RETAIN,
    DISABLE
  }

  /** What a policy does about violations. */
  public enum Enforcement {
    ENFORCE,
    WARN,
    AUDIT
  }
}
