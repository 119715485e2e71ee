package io.nauthera.bench;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.PolicyResolver;
import io.nauthera.api.governance.Resolution;
import io.nauthera.api.governance.ScopedPolicy;
import io.nauthera.api.governance.Selector;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.oauth.TokenLifetimes;
import io.nauthera.api.policy.Decision;
import io.nauthera.api.policy.HostPattern;
import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.Policy.Enforcement;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
  private final Client client = new Client(new ClientName("team", "app"), SERVER, Map.of());
  private final ClientMetadata allowed = metadata("https://app.example.com/callback", "openid");
  private final ClientMetadata refused = metadata("http://app.example.org/callback", "admin:all");
  private ClusterView view = new Fixed(List.of());

  @Setup
  public void install() {
    view = new Fixed(IntStream.range(0, policies).mapToObj(DecisionBenchmark::policy).toList());
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
    return switch (PolicyResolver.resolve(view, client)) {
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

  private static ScopedPolicy policy(int number) {
    Policy policy =
        new Policy(
            new PolicyName("security", "policy-" + number),
            Enforcement.ENFORCE,
            Set.of("openid", "profile", "email", "api:" + number),
            Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
            new Policy.RedirectUris(
                Set.of("https"), Set.of(new HostPattern("*.example.com")), false, false),
            null,
            new TokenLifetimes(Duration.ofMinutes(5 + number), Duration.ofHours(24), null),
            true,
            null,
            null);
    return new ScopedPolicy(policy, Map.of(), Selector.EVERYTHING, Selector.EVERYTHING);
  }

  /** A cluster of one server and the policies. */
  private record Fixed(List<ScopedPolicy> policies) implements ClusterView {
    private static final Server ONLY = new Server(SERVER, Selector.EVERYTHING, new Server.All());

    @Override
    public Optional<Server> server(ServerName name) {
      return Optional.of(ONLY);
    }

    @Override
    public Collection<Server> serversIn(String namespace) {
      return List.of(ONLY);
    }

    @Override
    public Collection<ScopedPolicy> policiesIn(String namespace) {
      return policies;
    }

    @Override
    public Collection<Client> clientsOf(ServerName server) {
      return List.of();
    }

    @Override
    public Optional<Map<String, String>> namespaceLabels(String namespace) {
      return Optional.of(Map.of());
    }
  }
}
