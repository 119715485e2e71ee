package io.nauthera.bench;

import io.nauthera.api.policy.Decision;
import io.nauthera.api.v1alpha1.AuthClient;
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

/** One answer to one client, by Nauthera's rules and by the same rules in CEL. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
  /** Policies that are installed. */
  @Param({"10", "1000"})
  int policies;

  private final AuthClient allowed = Fleet.allowed(Fleet.TEAM, "new");
  private final AuthClient refused = Fleet.refused(Fleet.TEAM, "new");
  private final Map<String, Object> celAllowed = CelJudge.object(allowed);
  private final Map<String, Object> celRefused = CelJudge.object(refused);
  private Judge judge = new Judge(Fleet.index(0, 0));
  private CelJudge cel = new CelJudge(List.of());

  @Setup
  public void install() {
    judge = new Judge(Fleet.index(policies, 10));
    cel = new CelJudge(Fleet.policies(policies));
    // Were one of them wrong, the times would say nothing.
    demand(judge.decide(allowed).allowed() && cel.violations(celAllowed).isEmpty());
    demand(!judge.decide(refused).allowed() && !cel.violations(celRefused).isEmpty());
  }

  private static void demand(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("the judges are wrong");
    }
  }

  @Benchmark
  public Decision allowed() {
    return judge.decide(allowed);
  }

  @Benchmark
  public Decision refused() {
    return judge.decide(refused);
  }

  @Benchmark
  public List<Integer> allowedByCel() {
    return cel.violations(celAllowed);
  }

  @Benchmark
  public List<Integer> refusedByCel() {
    return cel.violations(celRefused);
  }
}
