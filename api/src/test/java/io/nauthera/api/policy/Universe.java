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
record Universe(
    List<Policy> policies,
    List<ClientMetadata> clients,
    Map<Set<PolicyName>, List<Decision>> decided) {
  private static final List<Boolean> ANSWERS = Arrays.asList(null, false, true);

  static List<Universe> all() {
    return List.of(names(), redirects(), tokens());
  }

  private static Universe names() {
    List<Sample.APolicy> policies = new ArrayList<>();
    for (Set<String> scopes : Arrays.asList(null, Set.of("openid"), Set.of("openid", "api:read"))) {
      for (Boolean customIds : ANSWERS) {
        for (Boolean wildcards : ANSWERS) {
          var policy =
              Sample.policy("names" + policies.size())
                  .customClientIds(customIds)
                  .wildcards(wildcards);
          policies.add(scopes == null ? policy : policy.scopes(scopes.toArray(new String[0])));
        }
      }
    }
    List<ClientMetadata> clients = new ArrayList<>();
    for (String id : List.of("shop.web", "web", "account")) {
      for (String path : List.of("/cb", "/*", "/*/cb")) {
        for (String[] scopes :
            List.of(new String[] {"openid"}, new String[] {"email", "api:read"})) {
          clients.add(
              Sample.client()
                  .id(id)
                  .scopes(scopes)
                  .redirecting("https://shop.example.com" + path)
                  .metadata());
        }
      }
    }
    return of(policies, clients);
  }

  private static Universe redirects() {
    List<Sample.APolicy> policies = new ArrayList<>();
    for (String[] schemes :
        Arrays.asList(null, new String[] {"https"}, new String[] {"http", "com.example.app"})) {
      for (String[] hosts :
          Arrays.asList(null, new String[] {"*.example.com"}, new String[] {"localhost"})) {
        for (Boolean loopback : ANSWERS) {
          var policy = Sample.policy("redirects" + policies.size()).loopback(loopback);
          policy = schemes == null ? policy : policy.schemes(schemes);
          policies.add(hosts == null ? policy : policy.hosts(hosts));
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
      clients.add(Sample.client().redirecting(uri).metadata());
      clients.add(Sample.client().loggingOutTo(uri).metadata());
      clients.add(Sample.client().origins(uri.replace("/cb", "")).metadata());
    }
    return of(policies, clients);
  }

  private static Universe tokens() {
    List<Sample.APolicy> policies = new ArrayList<>();
    for (GrantType[] grants :
        Arrays.asList(
            null,
            new GrantType[] {AUTHORIZATION_CODE},
            new GrantType[] {AUTHORIZATION_CODE, REFRESH_TOKEN},
            new GrantType[] {CLIENT_CREDENTIALS})) {
      for (ClientAuthenticationMethod method :
          Arrays.asList(null, CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT, NONE)) {
        for (boolean more : new boolean[] {false, true}) {
          var policy = Sample.policy("tokens" + policies.size()).authentication(method);
          policy = grants == null ? policy : policy.grants(grants);
          policies.add(more ? imposing(policy, policies.size()) : policy);
        }
      }
    }
    List<ClientMetadata> clients = new ArrayList<>();
    for (GrantType[] grants :
        Arrays.asList(
            null,
            new GrantType[] {AUTHORIZATION_CODE},
            new GrantType[] {REFRESH_TOKEN},
            new GrantType[] {CLIENT_CREDENTIALS})) {
      for (ClientAuthenticationMethod method :
          Arrays.asList(null, CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT, NONE)) {
        var client = Sample.client().authenticating(method);
        client = grants == null ? client : client.grants(grants);
        clients.add(client.metadata());
        clients.add(client.redirecting().metadata());
      }
    }
    return of(policies, clients);
  }

  private static Sample.APolicy imposing(Sample.APolicy policy, int minutes) {
    return new Sample.APolicy(
        policy.name(),
        policy.enforcement(),
        policy.scopes(),
        policy.grants(),
        policy.redirects(),
        policy.customClientIds(),
        new TokenLifetimes(Duration.ofMinutes(1 + minutes % 3), Duration.ofHours(8), null),
        true,
        policy.authentication(),
        new Policy.SecretRotation("0 " + minutes % 2 + " * * *", minutes % 4 < 2));
  }

  private static Universe of(List<Sample.APolicy> policies, List<ClientMetadata> clients) {
    return new Universe(
        policies.stream().map(Sample.APolicy::policy).toList(),
        Collections.unmodifiableList(clients),
        new HashMap<>());
  }

  /** The decisions about each client, asked for once. */
  List<Decision> decisions(Collection<Policy> enforced) {
    return decided.computeIfAbsent(
        enforced.stream().map(Policy::name).collect(Collectors.toSet()),
        names -> {
          var policies = PolicySet.of(enforced);
          var evaluator = new PolicyEvaluator();
          return clients.stream().map(client -> evaluator.evaluate(client, policies)).toList();
        });
  }
}
