package io.nauthera.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.v1alpha1.AuthClient;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The same creations in the namespace of each variant, in turns, so that other work on the machine
 * delays all of them alike.
 */
final class AdmissionComparison {
  private static final int ROUNDS = 20;

  /** C2 compiles what has run 5,000 times. */
  private static final int WARM_UP = 6_000;

  private final KubernetesClient kubernetes;
  private final PrintStream out;
  private int created;

  AdmissionComparison(KubernetesClient kubernetes, PrintStream out) {
    this.kubernetes = kubernetes;
    this.out = out;
  }

  Latencies creations(String namespace, int callers, int calls) throws InterruptedException {
    int first = created;
    created += calls;
    List<String> manifests =
        IntStream.range(first, created)
            .mapToObj(
                number -> SampleCluster.json(SampleCluster.allowed(namespace, "app-" + number)))
            .toList();
    String path = "/apis/auth.nauthera.io/v1alpha1/namespaces/" + namespace + "/authclients";
    return LoadGenerator.measure(
        callers,
        calls,
        number -> {
          var unused = kubernetes.raw(path, "POST", manifests.get(number));
        });
  }

  void clear(String namespace) {
    var unused = kubernetes.resources(AuthClient.class).inNamespace(namespace).delete();
  }

  void run() throws InterruptedException {
    for (AdmissionVariant variant : AdmissionVariant.values()) {
      var unused = creations(variant.namespace(), 8, WARM_UP);
      clear(variant.namespace());
    }
    out.println("\nCreation through the API server, 10 governing policies");
    for (int callers : List.of(1, 8, 64)) {
      Map<AdmissionVariant, Latencies> all = new EnumMap<>(AdmissionVariant.class);
      for (int round = 0; round < ROUNDS; round++) {
        for (AdmissionVariant variant : AdmissionVariant.values()) {
          all.merge(
              variant,
              creations(variant.namespace(), callers, callers == 1 ? 50 : 150),
              Latencies::with);
        }
      }
      report(callers, all);
      for (AdmissionVariant variant : AdmissionVariant.values()) {
        clear(variant.namespace());
      }
    }
  }

  private void report(int callers, Map<AdmissionVariant, Latencies> all) {
    out.printf("  callers: %d%n", callers);
    Latencies none = Objects.requireNonNull(all.get(AdmissionVariant.NONE));
    double floor = added(Objects.requireNonNull(all.get(AdmissionVariant.FLOOR)), none, 50);
    all.forEach((variant, latencies) ->
        out.printf(
            Locale.ROOT,
            "    %-29s %s%s%n",
            variant.title(),
            latencies,
            variant == AdmissionVariant.NONE
                ? ""
                : "   added: p50 %5.2f, p99 %5.2f ms; p50 is %.2f of the floor"
                    .formatted(
                        added(latencies, none, 50),
                        added(latencies, none, 99),
                        added(latencies, none, 50) / floor)));
  }

  private static double added(Latencies latencies, Latencies none, int percent) {
    return latencies.percentile(percent) - none.percentile(percent);
  }
}
