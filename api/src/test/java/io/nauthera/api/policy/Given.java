package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.oauth.TokenLifetimes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Clients and policies for tests, each line saying what differs from one that nothing is wrong
 * with.
 */
final class Given {
  static final ClientName SHOP = new ClientName("team-a", "shop");
  static final PolicyEvaluator EVALUATOR = new PolicyEvaluator();

  private Given() {}

  /** A client that the baseline allows. */
  static ClientMetadata client() {
    return new ClientMetadata(
        SHOP,
        SHOP.defaultClientId(),
        null,
        null,
        uris("https://shop.example.com/callback"),
        List.of(),
        List.of(),
        List.of("openid"),
        null,
        null,
        null);
  }

  static List<RedirectUri> uris(String... uris) {
    return Stream.of(uris).map(RedirectUri::parse).toList();
  }

  static ClientMetadata id(String clientId) {
    var c = client();
    return new ClientMetadata(
        c.name(),
        clientId,
        null,
        null,
        c.redirectUris(),
        List.of(),
        List.of(),
        c.scopes(),
        null,
        null,
        null);
  }

  static ClientMetadata named(String name) {
    var c = client();
    var own = new ClientName(SHOP.namespace(), name);
    return new ClientMetadata(
        own,
        own.defaultClientId(),
        null,
        null,
        c.redirectUris(),
        List.of(),
        List.of(),
        c.scopes(),
        null,
        null,
        null);
  }

  static ClientMetadata scopes(String... scopes) {
    return with(client(), null, client().redirectUris(), List.of(scopes), null);
  }

  static ClientMetadata grants(GrantType... grants) {
    return with(client(), List.of(grants), client().redirectUris(), List.of("openid"), null);
  }

  static ClientMetadata grantsWithoutRedirects(GrantType... grants) {
    return with(client(), List.of(grants), List.of(), List.of("openid"), null);
  }

  static ClientMetadata authenticating(ClientAuthenticationMethod method, GrantType... grants) {
    return with(
        client(),
        grants.length == 0 ? null : List.of(grants),
        client().redirectUris(),
        List.of("openid"),
        method);
  }

  static ClientMetadata redirecting(String... uris) {
    return with(client(), null, uris(uris), List.of("openid"), null);
  }

  static ClientMetadata leavingTo(String... uris) {
    var c = client();
    return new ClientMetadata(
        c.name(),
        c.clientId(),
        null,
        null,
        c.redirectUris(),
        uris(uris),
        List.of(),
        c.scopes(),
        null,
        null,
        null);
  }

  static ClientMetadata origins(String... origins) {
    var c = client();
    return new ClientMetadata(
        c.name(),
        c.clientId(),
        null,
        null,
        c.redirectUris(),
        List.of(),
        List.of(origins),
        c.scopes(),
        null,
        null,
        null);
  }

  static ClientMetadata with(
      ClientMetadata c,
      List<GrantType> grants,
      List<RedirectUri> uris,
      List<String> scopes,
      ClientAuthenticationMethod method) {
    return new ClientMetadata(
        c.name(),
        c.clientId(),
        null,
        grants,
        uris,
        List.of(),
        List.of(),
        scopes,
        method,
        null,
        null);
  }

  static Policy policy(String name) {
    return Policy.named(new PolicyName("security", name));
  }

  static Policy scopes(Policy p, String... allowed) {
    return new Policy(
        p.name(),
        p.enforcement(),
        Set.of(allowed),
        p.allowedGrantTypes(),
        p.redirectUris(),
        p.allowCustomClientIds(),
        p.lifetimes(),
        p.enforcePkce(),
        p.authentication(),
        p.rotation());
  }

  static Policy grants(Policy p, GrantType... allowed) {
    return new Policy(
        p.name(),
        p.enforcement(),
        p.allowedScopes(),
        Set.of(allowed),
        p.redirectUris(),
        p.allowCustomClientIds(),
        p.lifetimes(),
        p.enforcePkce(),
        p.authentication(),
        p.rotation());
  }

  static Policy authentication(Policy p, ClientAuthenticationMethod imposed) {
    return new Policy(
        p.name(),
        p.enforcement(),
        p.allowedScopes(),
        p.allowedGrantTypes(),
        p.redirectUris(),
        p.allowCustomClientIds(),
        p.lifetimes(),
        p.enforcePkce(),
        imposed,
        p.rotation());
  }

  static Policy redirects(Policy p, Policy.RedirectUris redirects) {
    return new Policy(
        p.name(),
        p.enforcement(),
        p.allowedScopes(),
        p.allowedGrantTypes(),
        redirects,
        p.allowCustomClientIds(),
        p.lifetimes(),
        p.enforcePkce(),
        p.authentication(),
        p.rotation());
  }

  static Policy schemes(Policy p, String... allowed) {
    var r = p.redirectUris();
    return redirects(
        p,
        new Policy.RedirectUris(
            Set.of(allowed), r.allowedHosts(), r.allowLoopback(), r.allowWildcards()));
  }

  static Policy hosts(Policy p, String... allowed) {
    var r = p.redirectUris();
    var hosts = Stream.of(allowed).map(HostPattern::new).collect(Collectors.toSet());
    return redirects(
        p,
        new Policy.RedirectUris(r.allowedSchemes(), hosts, r.allowLoopback(), r.allowWildcards()));
  }

  static Policy loopback(Policy p, boolean allowed) {
    var r = p.redirectUris();
    return redirects(
        p,
        new Policy.RedirectUris(r.allowedSchemes(), r.allowedHosts(), allowed, r.allowWildcards()));
  }

  static Policy wildcards(Policy p, boolean allowed) {
    var r = p.redirectUris();
    return redirects(
        p,
        new Policy.RedirectUris(r.allowedSchemes(), r.allowedHosts(), r.allowLoopback(), allowed));
  }

  static Policy customIds(Policy p, boolean allowed) {
    return new Policy(
        p.name(),
        p.enforcement(),
        p.allowedScopes(),
        p.allowedGrantTypes(),
        p.redirectUris(),
        allowed,
        p.lifetimes(),
        p.enforcePkce(),
        p.authentication(),
        p.rotation());
  }

  static Policy lifetimes(Policy p, TokenLifetimes lifetimes) {
    return new Policy(
        p.name(),
        p.enforcement(),
        p.allowedScopes(),
        p.allowedGrantTypes(),
        p.redirectUris(),
        p.allowCustomClientIds(),
        lifetimes,
        p.enforcePkce(),
        p.authentication(),
        p.rotation());
  }

  static Policy pkce(Policy p) {
    return new Policy(
        p.name(),
        p.enforcement(),
        p.allowedScopes(),
        p.allowedGrantTypes(),
        p.redirectUris(),
        p.allowCustomClientIds(),
        p.lifetimes(),
        true,
        p.authentication(),
        p.rotation());
  }

  static Policy rotation(Policy p, String schedule, boolean withoutOverlap) {
    return new Policy(
        p.name(),
        p.enforcement(),
        p.allowedScopes(),
        p.allowedGrantTypes(),
        p.redirectUris(),
        p.allowCustomClientIds(),
        p.lifetimes(),
        p.enforcePkce(),
        p.authentication(),
        new Policy.SecretRotation(schedule, withoutOverlap));
  }

  static Policy enforcing(Policy p, Policy.Enforcement enforcement) {
    return new Policy(
        p.name(),
        enforcement,
        p.allowedScopes(),
        p.allowedGrantTypes(),
        p.redirectUris(),
        p.allowCustomClientIds(),
        p.lifetimes(),
        p.enforcePkce(),
        p.authentication(),
        p.rotation());
  }

  static Decision decide(ClientMetadata client, Policy... policies) {
    return EVALUATOR.evaluate(client, PolicySet.of(List.of(policies)));
  }

  /** Fields that the rule finds fault with. */
  static List<String> faults(RuleId rule, ClientMetadata client, Policy... policies) {
    return decide(client, policies).violations().stream()
        .filter(violation -> violation.rule() == rule)
        .map(Violation::field)
        .toList();
  }
}
