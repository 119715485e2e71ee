package io.nauthera.bench;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.PolicyResolver;
import io.nauthera.api.governance.Resolution;
import io.nauthera.api.governance.Seniority;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.ManifestIndex;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One answer to one client: who governs it, and what they forbid. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
  private static final ServerName SERVER = new ServerName("security", "production");

  /** Policies that govern the client. */
  @Param({"1", "10", "100"})
  int policies;

  private final PolicyEvaluator evaluator = new PolicyEvaluator();
  private final Client client =
      new Client(
          new ClientName("team", "app"),
          SERVER,
          Map.of(),
          "team.app",
          "app-client-secret",
          Seniority.NEWCOMER);
  private final ClientMetadata allowed = metadata("https://app.example.com/callback", "openid");
  private final ClientMetadata refused = metadata("http://app.example.org/callback", "admin:all");
  private final ManifestIndex cluster = new ManifestIndex();

  @Setup
  public void install() {
    cluster.putNamespace("team", Map.of());
    var server = new AuthServer();
    server.getMetadata().setNamespace("security");
    server.getMetadata().setName("production");
    server.setSpec(
        new AuthServerSpec(
            "https://auth.example.com/realms/production", null, null, null, null, null));
    cluster.put(server);
    for (int number = 0; number < policies; number++) {
      cluster.put(policy(number));
    }
  }

  @Benchmark
  public Decision allowedClient() {
    return decide(allowed);
  }

  @Benchmark
  public Decision refusedClient() {
    return decide(refused);
  }

  private Decision decide(ClientMetadata metadata) {
    return switch (PolicyResolver.resolve(cluster, client)) {
      case Resolution.Governed governed -> evaluator.evaluate(metadata, governed.policies());
      case Resolution.Ungoverned none -> throw new IllegalStateException(none.toString());
      case Resolution.ServerMissing missing -> throw new IllegalStateException(missing.toString());
      case Resolution.NamespaceUnknown unknown ->
          throw new IllegalStateException(unknown.toString());
    };
  }

  private static ClientMetadata metadata(String redirectUri, String scope) {
    return new ClientMetadata(
        new ClientName("team", "app"),
        "team.app",
        "App",
        null,
        List.of(RedirectUri.parse(redirectUri)),
        List.of(),
        List.of("+"),
        List.of("openid", "profile", scope),
        null,
        null,
        null);
  }

  private static AuthPolicy policy(int number) {
    var policy = new AuthPolicy();
    policy.getMetadata().setNamespace("security");
    policy.getMetadata().setName("policy-" + number);
    policy.setSpec(
        new AuthPolicySpec(
            null,
            null,
            new AuthPolicySpec.Token((5 + number) + "m", "24h", null),
            List.of("authorization_code", "refresh_token"),
            true,
            List.of("openid", "profile", "email", "api:" + number),
            null,
            null,
            new AuthPolicySpec.RedirectUris(
                List.of("https"), List.of("*.example.com"), false, false),
            null,
            null));
    return policy;
  }
}
