package io.nauthera.bench;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.v1alpha1.AuthClient;
import java.util.List;
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

/** The time of one decision about a new AuthClient, as the cluster grows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class DecisionBenchmark {
  /** AuthPolicies in the cluster; at most ten of them govern the client. */
  @Param({"1", "10", "100", "1000"})
  int policies;

  /** AuthClients in the cluster. */
  @Param({"10", "10000"})
  int clients;

  private final PolicyEvaluator evaluator = new PolicyEvaluator(ServerProfile.KEYCLOAK);
  private final AuthClient allowed = SampleCluster.allowed(SampleCluster.TEAM, "new");
  private final AuthClient refused = SampleCluster.refused(SampleCluster.TEAM, "new");
  private ClusterView cluster = SampleCluster.index(0, 0);

  /** Fails if a decision is wrong, because its time would then mean nothing. */
  @Setup
  public void prepare() {
    cluster = SampleCluster.index(policies, clients);
    if (!allowed().isEmpty() || refused().isEmpty()) {
      throw new IllegalStateException("wrong decisions: " + allowed() + refused());
    }
  }

  @Benchmark
  public List<Violation> allowed() {
    return violations(allowed);
  }

  @Benchmark
  public List<Violation> refused() {
    return violations(refused);
  }

  private List<Violation> violations(AuthClient client) {
    return ClientEvaluation.of(cluster, AuthClients.known(client).asNewcomer(), evaluator)
        .violations();
  }
}
