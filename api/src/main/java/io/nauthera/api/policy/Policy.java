package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.TokenLifetimes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one policy says; null where it says nothing. */
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
    @Nullable SecretRotation rotation) {

  public Policy {
    allowedScopes = copy(allowedScopes);
    allowedGrantTypes = copy(allowedGrantTypes);
  }

  /** A policy that governs and says nothing more. */
  public static Policy named(PolicyName name) {
    return new Policy(
        name,
        Enforcement.ENFORCE,
        null,
        null,
        RedirectUris.UNSAID,
        null,
        TokenLifetimes.UNSAID,
        false,
        null,
        null);
  }

  private static <T> @Nullable Set<T> copy(@Nullable Set<T> values) {
    return values == null ? null : Set.copyOf(values);
  }

  /** What is said about redirect URIs; null where nothing is. */
  public record RedirectUris(
      @Nullable Set<String> allowedSchemes,
      @Nullable Set<HostPattern> allowedHosts,
      @Nullable Boolean allowLoopback,
      @Nullable Boolean allowWildcards) {
    public static final RedirectUris UNSAID = new RedirectUris(null, null, null, null);

    public RedirectUris {
      allowedSchemes = copy(allowedSchemes);
      allowedHosts = copy(allowedHosts);
    }
  }

  /** When secrets are replaced: a five-field cron expression in UTC. */
  public record SecretRotation(String schedule, boolean withoutOverlap) {
    @Override
    public String toString() {
      return "\"" + schedule + "\"" + (withoutOverlap ? " without overlap" : "");
    }
  }

  /** What a policy does about what it forbids. */
  public enum Enforcement {
    ENFORCE,
    WARN,
    AUDIT
  }
}
