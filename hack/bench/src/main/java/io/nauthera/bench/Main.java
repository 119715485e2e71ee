package io.nauthera.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks and prints their results. */
public final class Main {
  private static final int FEW_CLIENTS = 500;
  private static final int CLIENTS_OF_A_SERVER = 300;
  private static final int MANY_CLIENTS = Integer.getInteger("bench.clients", 5_000);

  private Main() {}

  /**
   * Accepts {@code engine}, {@code cli}, {@code memory}, {@code admission}, {@code provisioning}
   * and {@code servers}; runs all of them by default. {@code -Dbench.clients} is the number of
   * clients of {@code provisioning}.
   */
  public static void main(String... arguments)
      throws RunnerException, IOException, InterruptedException, GeneralSecurityException {
    // The benchmark calls the webhook by its address, which is not in the certificate. The JDK
    // reads
    // this property when the first client is created.
    System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    var chosen =
        arguments.length == 0
            ? List.of("engine", "cli", "memory", "admission", "provisioning", "servers")
            : List.of(arguments);
    if (chosen.contains("engine")) {
      engine();
    }
    if (chosen.contains("cli")) {
      CommandLineBenchmark.run(System.out);
    }
    if (chosen.contains("memory")) {
      MemoryBenchmark.run(System.out);
    }
    if (chosen.contains("admission")) {
      AdmissionBenchmark.run(System.out);
    }
    if (chosen.contains("provisioning")) {
      ProvisioningBenchmark.run(System.out, FEW_CLIENTS, MANY_CLIENTS);
    }
    if (chosen.contains("servers")) {
      SeparateServersBenchmark.run(System.out, CLIENTS_OF_A_SERVER);
    }
  }

  private static void engine() throws RunnerException {
    var options = new OptionsBuilder().addProfiler(GCProfiler.class).build();
    Collection<RunResult> results = new Runner(options).run();
    System.out.println("\nOne decision");
    for (RunResult result : results) {
      var primary = result.getPrimaryResult();
      var allocated =
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
      System.out.printf(
          Locale.ROOT,
          "  %-45s %10.2f ± %8.2f µs %12.0f bytes%n",
          primary.getLabel() + " " + parameters(result),
          primary.getScore(),
          primary.getScoreError(),
          allocated.getScore());
    }
  }

  private static String parameters(RunResult result) {
    var parameters = result.getParams();
    return String.join(
        " ",
        parameters.getParamsKeys().stream()
            .map(key -> key + "=" + parameters.getParam(key))
            .toList());
  }
}
