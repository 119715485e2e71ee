package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.schedule.CronExpression;
import io.nauthera.api.schedule.IanaTimeZone;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Clients and policies for tests; each method says what differs from one without violations. */
final class Fixtures {
  static final ClientName SHOP = new ClientName("team-a", "shop");
  static final PolicyEvaluator EVALUATOR = new PolicyEvaluator(ServerProfile.KEYCLOAK);

  private Fixtures() {}

  /** A client that the baseline allows. */
  static ClientMetadata client() {
    return named(SHOP.name());
  }

  static ClientMetadata named(String name) {
    return ClientMetadata.named(new ClientName(SHOP.namespace(), name))
        .withRedirectUris(uris("https://shop.example.com/callback"))
        .withScopes(List.of("openid"));
  }

  static List<RedirectUri> uris(String... uris) {
    return Stream.of(uris).map(RedirectUri::parse).toList();
  }

  static ClientMetadata id(String clientId) {
    return client().withClientId(clientId);
  }

  static ClientMetadata scopes(String... scopes) {
    return client().withScopes(List.of(scopes));
  }

  static ClientMetadata grants(GrantType... grants) {
    return client().withGrantTypes(List.of(grants));
  }

  static ClientMetadata grantsWithoutRedirects(GrantType... grants) {
    return grants(grants).withRedirectUris(List.of());
  }

  static ClientMetadata authenticating(ClientAuthenticationMethod method, GrantType... grants) {
    return client()
        .withGrantTypes(grants.length == 0 ? null : List.of(grants))
        .withTokenEndpointAuthMethod(method);
  }

  static ClientMetadata redirecting(String... uris) {
    return client().withRedirectUris(uris(uris));
  }

  static ClientMetadata leavingTo(String... uris) {
    return client().withPostLogoutRedirectUris(uris(uris));
  }

  static ClientMetadata origins(String... origins) {
    return client().withWebOrigins(List.of(origins));
  }

  static Policy policy(String name) {
    return Policy.named(new PolicyName("security", name));
  }

  static Policy scopes(Policy policy, String... allowed) {
    return policy.withAllowedScopes(Set.of(allowed));
  }

  static Policy grants(Policy policy, GrantType... allowed) {
    return policy.withAllowedGrantTypes(Set.of(allowed));
  }

  static Policy schemes(Policy policy, String... allowed) {
    var r = policy.redirectUris();
    return policy.withRedirectUris(
        new Policy.RedirectUris(
            Set.of(allowed), r.allowedHosts(), r.allowLoopback(), r.allowWildcards()));
  }

  static Policy hosts(Policy policy, String... allowed) {
    var r = policy.redirectUris();
    var hosts = Stream.of(allowed).map(HostPattern::new).collect(Collectors.toSet());
    return policy.withRedirectUris(
        new Policy.RedirectUris(r.allowedSchemes(), hosts, r.allowLoopback(), r.allowWildcards()));
  }

  static Policy loopback(Policy policy, boolean allowed) {
    var r = policy.redirectUris();
    return policy.withRedirectUris(
        new Policy.RedirectUris(r.allowedSchemes(), r.allowedHosts(), allowed, r.allowWildcards()));
  }

  static Policy wildcards(Policy policy, boolean allowed) {
    var r = policy.redirectUris();
    return policy.withRedirectUris(
        new Policy.RedirectUris(r.allowedSchemes(), r.allowedHosts(), r.allowLoopback(), allowed));
  }

  static Policy rotation(Policy policy, String schedule, boolean withoutOverlap) {
    return policy.withRotation(rotation(schedule, "UTC", withoutOverlap));
  }

  static Policy.SecretRotation rotation(String schedule, String timeZone, boolean withoutOverlap) {
    return new Policy.SecretRotation(
        CronExpression.parse(schedule), IanaTimeZone.parse(timeZone), withoutOverlap);
  }

  static Decision decide(ClientMetadata client, Policy... policies) {
    return EVALUATOR.evaluate(client, PolicySet.of(List.of(policies)));
  }

  /** Fields that violate the rule. */
  static List<String> faults(RuleId rule, ClientMetadata client, Policy... policies) {
    return decide(client, policies).violations().stream()
        .filter(violation -> violation.rule() == rule)
        .map(violation -> violation.field().toString())
        .toList();
  }
}
