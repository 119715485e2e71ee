package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several policies merged: strictest wins. Merging is the union of the policies, so it is
 * commutative, associative and idempotent, and there is neither order nor priority. The baseline
 * applies where no policy sets a field.
 */
public final class EffectivePolicy {
  /** The scope that makes a request one of OpenID Connect (Core §3.1.2.1). */
  public static final String OPENID = "openid";

  /** The scope of refresh tokens that outlive the session (OpenID Connect Core §11). */
  static final String OFFLINE_ACCESS = "offline_access";

  private static final Set<String> BASELINE_SCOPES = Set.of("openid", "profile", "email");
  private static final Set<GrantType> BASELINE_GRANTS =
      Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);
  private static final Set<String> BASELINE_SCHEMES = Set.of("https");

  private final NavigableMap<PolicyName, Policy> policies;
  private final AllowList<String> scopes;
  private final AllowList<GrantType> grants;
  private final AllowList<String> schemes;
  private final AllowList<HostPattern> hosts;
  private final Permission loopback;
  private final Permission wildcards;
  private final Permission customClientIds;
  private final Imposed<Duration> accessTokenLifetime;
  private final Imposed<Duration> refreshTokenLifetime;
  private final Imposed<Duration> idTokenLifetime;
  private final Imposed<Boolean> pkce;
  private final Imposed<ClientAuthenticationMethod> authentication;
  private final Imposed<Policy.SecretRotation> rotation;

  private EffectivePolicy(NavigableMap<PolicyName, Policy> byName) {
    policies = byName;
    Collection<Policy> all = byName.values();
    scopes = AllowList.of(all, Policy::allowedScopes, BASELINE_SCOPES);
    grants = AllowList.of(all, Policy::allowedGrantTypes, BASELINE_GRANTS);
    schemes = AllowList.of(all, policy -> policy.redirectUris().allowedSchemes(), BASELINE_SCHEMES);
    hosts = AllowList.of(all, policy -> policy.redirectUris().allowedHosts(), null);
    loopback = Permission.of(all, policy -> policy.redirectUris().allowLoopback());
    wildcards = Permission.of(all, policy -> policy.redirectUris().allowWildcards());
    customClientIds = Permission.of(all, Policy::allowCustomClientIds);
    Comparator<Duration> shortest = Comparator.naturalOrder();
    accessTokenLifetime = Imposed.of(all, policy -> policy.lifetimes().accessToken(), shortest);
    refreshTokenLifetime = Imposed.of(all, policy -> policy.lifetimes().refreshToken(), shortest);
    idTokenLifetime = Imposed.of(all, policy -> policy.lifetimes().idToken(), shortest);
    pkce =
        Imposed.<Boolean>of(
            all, policy -> policy.enforcePkce() ? true : null, Comparator.naturalOrder());
    authentication = Imposed.of(all, Policy::authentication, Comparator.naturalOrder());
    rotation = Imposed.of(all, Policy::rotation, Comparator.naturalOrder());
  }

  /** Of several policies with the same name, the last one counts. */
  public static EffectivePolicy of(Collection<Policy> policies) {
    NavigableMap<PolicyName, Policy> byName = new TreeMap<>();
    policies.forEach(policy -> byName.put(policy.name(), policy));
    return new EffectivePolicy(byName);
  }

  public EffectivePolicy merge(EffectivePolicy other) {
    List<Policy> both = new ArrayList<>(policies.values());
    both.addAll(other.policies.values());
    return of(both);
  }

  Set<PolicyName> names() {
    return policies.navigableKeySet();
  }

  /**
   * The grants that the client gets: its own, or those that follow from its redirect URIs as far as
   * policies allow.
   */
  public List<GrantType> grantsOf(ClientMetadata client) {
    return client.givenGrants().orElseGet(() -> defaultGrants(client));
  }

  /** The scopes that the client gets: its own, or openid where policies allow that. */
  public List<String> scopesOf(ClientMetadata client) {
    return client
        .givenScopes()
        .orElseGet(() -> scopes.permits(OPENID) ? List.of(OPENID) : List.of());
  }

  private List<GrantType> defaultGrants(ClientMetadata client) {
    if (client.redirectUris().isEmpty()) {
      return List.of();
    }
    return grants.permits(GrantType.REFRESH_TOKEN)
        ? List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
        : List.of(GrantType.AUTHORIZATION_CODE);
  }

  /**
   * The method that the client uses: its own, else what policies impose, else client_secret_basic.
   */
  public ClientAuthenticationMethod authenticationOf(ClientMetadata client) {
    return client
        .givenAuthentication()
        .or(authentication::value)
        .orElse(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
  }

  /**
   * The grants that the client can use: those that it gets, without grants that send the browser
   * back where no redirect URI is left.
   */
  public List<GrantType> usableGrantsOf(ClientMetadata client) {
    List<GrantType> all = grantsOf(client);
    return client.redirectUris().isEmpty()
        ? all.stream().filter(grant -> !grant.needsRedirect()).toList()
        : all;
  }

  /** The method that the client is registered with: what policies impose overrides the client. */
  public ClientAuthenticationMethod methodOf(ClientMetadata client) {
    return authentication.value().orElseGet(() -> authenticationOf(client));
  }

  /** The method that the client is registered with; null where policies do not agree on one. */
  public @Nullable ClientAuthenticationMethod agreedMethodOf(ClientMetadata client) {
    return authentication.isContested() ? null : methodOf(client);
  }

  /** Whether the client must use PKCE: policies impose it, or the client is public. */
  public boolean requiresPkce(ClientMetadata client) {
    return pkce.value().isPresent() || methodOf(client) == ClientAuthenticationMethod.NONE;
  }

  public AllowList<String> scopes() {
    return scopes;
  }

  public AllowList<GrantType> grants() {
    return grants;
  }

  public AllowList<String> schemes() {
    return schemes;
  }

  public AllowList<HostPattern> hosts() {
    return hosts;
  }

  public Permission loopback() {
    return loopback;
  }

  public Permission wildcards() {
    return wildcards;
  }

  public Permission customClientIds() {
    return customClientIds;
  }

  public Imposed<Duration> accessTokenLifetime() {
    return accessTokenLifetime;
  }

  public Imposed<Duration> refreshTokenLifetime() {
    return refreshTokenLifetime;
  }

  public Imposed<Duration> idTokenLifetime() {
    return idTokenLifetime;
  }

  /** Imposed for every client; public clients must use PKCE also where this is empty. */
  public Imposed<Boolean> pkce() {
    return pkce;
  }

  public Imposed<ClientAuthenticationMethod> authentication() {
    return authentication;
  }

  public Imposed<Policy.SecretRotation> rotation() {
    return rotation;
  }

  /** Settings that the policies impose differently. */
  public List<Conflict> conflicts() {
    return Stream.of(
            Conflict.over("authentication methods", authentication),
            Conflict.over("secret rotations", rotation))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EffectivePolicy that && policies.equals(that.policies);
  }

  @Override
  public int hashCode() {
    return policies.hashCode();
  }

  @Override
  public String toString() {
    return "EffectivePolicy" + policies.keySet();
  }
}
