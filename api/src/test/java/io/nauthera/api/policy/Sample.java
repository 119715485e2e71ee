package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.oauth.TokenLifetimes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Clients and policies that a test changes in the one thing it is about. */
final class Sample {
  private Sample() {}

  /** A web client that the baseline allows. */
  static AClient client() {
    return new AClient(
        "shop.web",
        null,
        List.of("https://shop.example.com/cb"),
        List.of(),
        List.of(),
        List.of("openid"),
        null);
  }

  static APolicy policy(String name) {
    return new APolicy(
        name,
        Policy.Enforcement.ENFORCE,
        null,
        null,
        Policy.RedirectUris.UNSAID,
        null,
        TokenLifetimes.UNSAID,
        false,
        null,
        null);
  }

  static List<Violation> violations(AClient client, APolicy... policies) {
    return decide(client, policies).violations();
  }

  static Decision decide(AClient client, APolicy... policies) {
    return new PolicyEvaluator()
        .evaluate(
            client.metadata(), PolicySet.of(Arrays.stream(policies).map(APolicy::policy).toList()));
  }

  record AClient(
      String clientId,
      List<GrantType> grants,
      List<String> redirectUris,
      List<String> postLogoutRedirectUris,
      List<String> webOrigins,
      List<String> scopes,
      ClientAuthenticationMethod authentication) {

    ClientMetadata metadata() {
      return new ClientMetadata(
          new ClientName("shop", "web"),
          clientId,
          null,
          grants,
          redirectUris.stream().map(RedirectUri::parse).toList(),
          postLogoutRedirectUris.stream().map(RedirectUri::parse).toList(),
          webOrigins,
          scopes,
          authentication,
          null,
          null);
    }

    AClient id(String id) {
      return new AClient(
          id, grants, redirectUris, postLogoutRedirectUris, webOrigins, scopes, authentication);
    }

    AClient grants(GrantType... given) {
      return new AClient(
          clientId,
          List.of(given),
          redirectUris,
          postLogoutRedirectUris,
          webOrigins,
          scopes,
          authentication);
    }

    AClient redirecting(String... uris) {
      return new AClient(
          clientId,
          grants,
          List.of(uris),
          postLogoutRedirectUris,
          webOrigins,
          scopes,
          authentication);
    }

    AClient loggingOutTo(String... uris) {
      return new AClient(
          clientId, grants, redirectUris, List.of(uris), webOrigins, scopes, authentication);
    }

    AClient origins(String... origins) {
      return new AClient(
          clientId,
          grants,
          redirectUris,
          postLogoutRedirectUris,
          List.of(origins),
          scopes,
          authentication);
    }

    AClient scopes(String... given) {
      return new AClient(
          clientId,
          grants,
          redirectUris,
          postLogoutRedirectUris,
          webOrigins,
          List.of(given),
          authentication);
    }

    AClient authenticating(ClientAuthenticationMethod method) {
      return new AClient(
          clientId, grants, redirectUris, postLogoutRedirectUris, webOrigins, scopes, method);
    }
  }

  record APolicy(
      String name,
      Policy.Enforcement enforcement,
      Set<String> scopes,
      Set<GrantType> grants,
      Policy.RedirectUris redirects,
      Boolean customClientIds,
      TokenLifetimes lifetimes,
      boolean pkce,
      ClientAuthenticationMethod authentication,
      Policy.SecretRotation rotation) {

    Policy policy() {
      return new Policy(
          new PolicyName("security", name),
          enforcement,
          scopes,
          grants,
          redirects,
          customClientIds,
          lifetimes,
          pkce,
          authentication,
          rotation);
    }

    APolicy enforcement(Policy.Enforcement given) {
      return with(given, scopes, grants, redirects, customClientIds, authentication);
    }

    APolicy scopes(String... given) {
      return with(enforcement, Set.of(given), grants, redirects, customClientIds, authentication);
    }

    APolicy grants(GrantType... given) {
      return with(enforcement, scopes, Set.of(given), redirects, customClientIds, authentication);
    }

    APolicy schemes(String... given) {
      return redirects(
          Set.of(given),
          redirects.allowedHosts(),
          redirects.allowLoopback(),
          redirects.allowWildcards());
    }

    APolicy hosts(String... given) {
      return redirects(
          redirects.allowedSchemes(),
          Stream.of(given).map(HostPattern::new).collect(Collectors.toSet()),
          redirects.allowLoopback(),
          redirects.allowWildcards());
    }

    APolicy loopback(Boolean given) {
      return redirects(
          redirects.allowedSchemes(), redirects.allowedHosts(), given, redirects.allowWildcards());
    }

    APolicy wildcards(Boolean given) {
      return redirects(
          redirects.allowedSchemes(), redirects.allowedHosts(), redirects.allowLoopback(), given);
    }

    APolicy customClientIds(Boolean given) {
      return with(enforcement, scopes, grants, redirects, given, authentication);
    }

    APolicy authentication(ClientAuthenticationMethod given) {
      return with(enforcement, scopes, grants, redirects, customClientIds, given);
    }

    private APolicy redirects(
        Set<String> schemes, Set<HostPattern> hosts, Boolean loopback, Boolean wildcards) {
      return with(
          enforcement,
          scopes,
          grants,
          new Policy.RedirectUris(schemes, hosts, loopback, wildcards),
          customClientIds,
          authentication);
    }

    private APolicy with(
        Policy.Enforcement enforcement,
        Set<String> scopes,
        Set<GrantType> grants,
        Policy.RedirectUris redirects,
        Boolean customClientIds,
        ClientAuthenticationMethod authentication) {
      return new APolicy(
          name,
          enforcement,
          scopes,
          grants,
          redirects,
          customClientIds,
          lifetimes,
          pkce,
          authentication,
          rotation);
    }
  }
}
