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

/** Measures, and prints what matters of it. */
public final class Main {
  private Main() {}

  /** {@code engine}, {@code admission} or {@code cli}; without an argument all. */
  public static void main(String... arguments)
      throws RunnerException, IOException, InterruptedException, GeneralSecurityException {
    // The webhook is called by its address, which is not in the certificate of its Service. Read
    // when the first client is made.
    System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    var chosen = arguments.length == 0 ? List.of("engine", "cli", "admission") : List.of(arguments);
    if (chosen.contains("engine")) {
      engine();
    }
    if (chosen.contains("cli")) {
      CommandLineBench.run(System.out);
    }
    if (chosen.contains("admission")) {
      AdmissionBench.run(System.out);
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
    for (String policies : new String[] {"10", "1000"}) {
      for (String verdict : new String[] {"allowed", "refused"}) {
        double ours = score(results, verdict, policies);
        double cel = score(results, verdict + "ByCel", policies);
        System.out.printf(
            Locale.ROOT,
            "  %s policies, %s: CEL takes %.1f times as long%n",
            policies,
            verdict,
            cel / ours);
      }
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

  private static double score(Collection<RunResult> results, String method, String policies) {
    return results.stream()
        .filter(result ->
            result.getPrimaryResult().getLabel().equals(method)
                && policies.equals(result.getParams().getParam("policies")))
        .findFirst()
        .orElseThrow()
        .getPrimaryResult()
        .getScore();
  }
}
