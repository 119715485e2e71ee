package io.nauthera.api.policy;

import static io.nauthera.api.oauth.ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
import static io.nauthera.api.oauth.ClientAuthenticationMethod.NONE;
import static io.nauthera.api.oauth.ClientAuthenticationMethod.PRIVATE_KEY_JWT;
import static io.nauthera.api.oauth.GrantType.AUTHORIZATION_CODE;
import static io.nauthera.api.oauth.GrantType.CLIENT_CREDENTIALS;
import static io.nauthera.api.oauth.GrantType.REFRESH_TOKEN;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.oauth.TokenLifetimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every policy and every client of a few values, for one group of fields that touch each other. */
record SmallUniverse(
    List<Policy> policies,
    List<ClientMetadata> clients,
    Map<Set<PolicyName>, List<Decision>> decided) {
  private static final List<Boolean> ANSWERS = Arrays.asList(null, false, true);
  private static final List<Policy.SecretRotation> ROTATIONS =
      List.of(
          Fixtures.rotation("0 0 * * *", "UTC", true),
          Fixtures.rotation("@daily", "Etc/UTC", true),
          Fixtures.rotation("0 1 * * *", "UTC", false),
          Fixtures.rotation("0 1 * * *", "Europe/Berlin", false));
  private static final List<ClientAuthenticationMethod> METHODS =
      Arrays.asList(null, CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT, NONE);

  static List<SmallUniverse> all() {
    return List.of(names(), redirects(), tokens());
  }

  private static SmallUniverse names() {
    List<Policy> policies = new ArrayList<>();
    for (String[] scopes : Arrays.asList(null, words("openid"), words("openid", "api:read"))) {
      for (Boolean answer : ANSWERS) {
        var policy = Fixtures.policy("names" + policies.size());
        policy = scopes == null ? policy : Fixtures.scopes(policy, scopes);
        policies.add(answer == null ? policy : policy.withAllowCustomClientIds(answer));
        policy = Fixtures.policy("names" + policies.size());
        policy = scopes == null ? policy : Fixtures.scopes(policy, scopes);
        policies.add(answer == null ? policy : Fixtures.wildcards(policy, answer));
      }
    }
    List<ClientMetadata> clients = new ArrayList<>();
    for (String id : List.of("team-a.shop", "shop", "account")) {
      for (String path : List.of("/cb", "/*", "/*/cb")) {
        for (String[] scopes : List.of(words("openid"), words("email", "api:read"))) {
          clients.add(
              Fixtures.redirecting("https://shop.example.com" + path)
                  .withClientId(id)
                  .withScopes(List.of(scopes)));
        }
      }
    }
    return of(policies, clients);
  }

  private static SmallUniverse redirects() {
    List<Policy> policies = new ArrayList<>();
    for (String[] schemes : Arrays.asList(null, words("https"), words("http", "com.example.app"))) {
      for (String[] hosts : Arrays.asList(null, words("*.example.com"), words("localhost"))) {
        for (Boolean loopback : ANSWERS) {
          var policy = Fixtures.policy("redirects" + policies.size());
          policy = loopback == null ? policy : Fixtures.loopback(policy, loopback);
          policy = schemes == null ? policy : Fixtures.schemes(policy, schemes);
          policies.add(hosts == null ? policy : Fixtures.hosts(policy, hosts));
        }
      }
    }
    List<ClientMetadata> clients = new ArrayList<>();
    for (String uri :
        List.of(
            "https://shop.example.com/cb",
            "https://shop.example.org/cb",
            "http://shop.example.com/cb",
            "http://localhost:8080/cb",
            "https://localhost/cb",
            "com.example.app:/cb",
            "https://me@shop.example.com/cb")) {
      clients.add(Fixtures.redirecting(uri));
    }
    clients.add(Fixtures.leavingTo("https://shop.example.org/cb"));
    clients.add(Fixtures.origins("https://shop.example.org"));
    clients.add(Fixtures.origins("http://localhost:8080"));
    return of(policies, clients);
  }

  private static SmallUniverse tokens() {
    List<Policy> policies = new ArrayList<>();
    for (GrantType[] grants :
        Arrays.asList(
            null,
            grants(AUTHORIZATION_CODE),
            grants(AUTHORIZATION_CODE, REFRESH_TOKEN),
            grants(CLIENT_CREDENTIALS))) {
      for (ClientAuthenticationMethod method : METHODS) {
        var policy = Fixtures.policy("tokens" + policies.size()).withAuthentication(method);
        policies.add(
            grants == null ? imposing(policy, policies.size()) : Fixtures.grants(policy, grants));
      }
    }
    List<ClientMetadata> clients = new ArrayList<>();
    for (GrantType[] grants :
        Arrays.asList(
            null, grants(AUTHORIZATION_CODE), grants(REFRESH_TOKEN), grants(CLIENT_CREDENTIALS))) {
      for (ClientAuthenticationMethod method : METHODS) {
        for (List<RedirectUri> uris : List.of(Fixtures.uris(), Fixtures.client().redirectUris())) {
          clients.add(
              Fixtures.client()
                  .withGrantTypes(grants == null ? null : List.of(grants))
                  .withRedirectUris(uris)
                  .withTokenEndpointAuthMethod(method));
        }
      }
    }
    return of(policies, clients);
  }

  private static Policy imposing(Policy policy, int number) {
    return policy
        .withLifetimes(
            new TokenLifetimes(Duration.ofMinutes(1 + number % 3), Duration.ofHours(8), null))
        .withEnforcePkce(true)
        .withRotation(ROTATIONS.get(number % ROTATIONS.size()));
  }

  private static String[] words(String... words) {
    return words;
  }

  private static GrantType[] grants(GrantType... grants) {
    return grants;
  }

  private static SmallUniverse of(List<Policy> policies, List<ClientMetadata> clients) {
    return new SmallUniverse(
        Collections.unmodifiableList(policies),
        Collections.unmodifiableList(clients),
        new HashMap<>());
  }

  /** The decisions about each client, asked for once. */
  List<Decision> decisions(Collection<Policy> enforced) {
    return decided.computeIfAbsent(
        enforced.stream().map(Policy::name).collect(Collectors.toSet()),
        names -> {
          var policies = PolicySet.of(enforced);
          var evaluator = new PolicyEvaluator(ServerProfile.KEYCLOAK);
          return clients.stream().map(client -> evaluator.evaluate(client, policies)).toList();
        });
  }
}
