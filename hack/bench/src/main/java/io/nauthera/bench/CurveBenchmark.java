package io.nauthera.bench;

import io.nauthera.api.policy.Decision;
import io.nauthera.api.v1alpha1.AuthClient;
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

/** What an answer costs as the cluster grows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class CurveBenchmark {
  /** Policies that are installed; at most ten of them govern the client. */
  @Param({"1", "10", "100", "1000"})
  int policies;

  /** Clients that are installed. */
  @Param({"10", "10000"})
  int clients;

  private final AuthClient client = Fleet.allowed(Fleet.TEAM, "new");
  private Judge judge = new Judge(Fleet.index(0, 0));

  @Setup
  public void install() {
    judge = new Judge(Fleet.index(policies, clients));
  }

  @Benchmark
  public Decision decision() {
    return judge.decide(client);
  }
}
