package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientSpec;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerSpec;
import io.nauthera.api.v1alpha1.LabelSelector;
import io.nauthera.api.v1alpha1.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One AuthServer, AuthPolicies of which at most ten govern the team, and AuthClients of the team.
 */
final class SampleCluster {
  static final String SECURITY = "security";
  static final String TEAM = "team";
  static final String SERVER = "production";

  /** The AuthPolicies after these govern other teams. */
  static final int GOVERNING = 10;

  private SampleCluster() {}

  static ManifestIndex index(int policies, int clients) {
    var index = new ManifestIndex();
    index.putNamespace(TEAM, Map.of("kubernetes.io/metadata.name", TEAM));
    index.put(server());
    policies(policies).forEach(index::put);
    IntStream.range(0, clients).mapToObj(i -> allowed(TEAM, "app-" + i)).forEach(index::put);
    return index;
  }

  static String json(HasMetadata manifest) {
    return Serialization.asJson(manifest);
  }

  static AuthServer server() {
    var server = new AuthServer();
    server.getMetadata().setNamespace(SECURITY);
    server.getMetadata().setName(SERVER);
    server.setSpec(
        new AuthServerSpec(
            "https://auth.example.com/realms/production", null, null, null, null, null));
    return server;
  }

  static List<AuthPolicy> policies(int count) {
    return IntStream.range(0, count).mapToObj(SampleCluster::policy).toList();
  }

  static AuthPolicy policy(int number) {
    String team = number < GOVERNING ? TEAM : TEAM + "-" + number;
    var policy = new AuthPolicy();
    policy.getMetadata().setNamespace(SECURITY);
    policy.getMetadata().setName("policy-" + number);
    policy.setSpec(
        new AuthPolicySpec(
            new LabelSelector(Map.of("team", team), null),
            null,
            new AuthPolicySpec.Token((5 + number) + "m", "24h", null),
            List.of("authorization_code", "refresh_token"),
            true,
            List.of("openid", "profile", "email", "api:read", "api:" + number),
            null,
            null,
            new AuthPolicySpec.RedirectUris(
                List.of("https"), List.of("*.example.com", "example.org"), null, null),
            null,
            null));
    return policy;
  }

  /** Governs every client and allows no host that one of them has. */
  static AuthPolicy policyWithHosts(int count) {
    var policy = new AuthPolicy();
    policy.getMetadata().setNamespace(SECURITY);
    policy.getMetadata().setName("hosts");
    policy.setSpec(
        new AuthPolicySpec(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new AuthPolicySpec.RedirectUris(
                null,
                IntStream.range(0, count)
                    .mapToObj(i -> "host-" + i + ".internal.example.org")
                    .toList(),
                null,
                null),
            null,
            null));
    return policy;
  }

  static AuthClient allowed(String namespace, String name) {
    return client(
        namespace,
        name,
        List.of("https://app.example.com/callback", "https://example.org/callback"),
        List.of("openid", "profile", "email"));
  }

  /** Has a redirect URI and a scope that no policy allows. */
  static AuthClient refused(String namespace, String name) {
    return client(
        namespace,
        name,
        List.of("https://app.example.com/callback", "http://app.attacker.example/callback"),
        List.of("openid", "profile", "admin:all"));
  }

  private static AuthClient client(
      String namespace, String name, List<String> redirectUris, List<String> scopes) {
    var client = new AuthClient();
    client.getMetadata().setNamespace(namespace);
    client.getMetadata().setName(name);
    client.getMetadata().setLabels(Map.of("team", TEAM));
    client.setSpec(
        new AuthClientSpec(
            name,
            new ObjectRef(SERVER, SECURITY),
            null,
            redirectUris,
            null,
            List.of("https://app.example.com"),
            List.of("authorization_code", "refresh_token"),
            scopes,
            null,
            null,
            null,
            null,
            null,
            null));
    return client;
  }
}
