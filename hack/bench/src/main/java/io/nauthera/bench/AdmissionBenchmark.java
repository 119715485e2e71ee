package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The time that admission adds on a real API server: the same creations in a namespace without
 * admission, in one with a ValidatingAdmissionPolicy, and in one with Nauthera.
 */
final class AdmissionBenchmark {
  private static final String NONE = "bench-none";
  private static final String CEL = "bench-cel";
  private static final int ROUNDS = 5;

  private final Sandbox sandbox;
  private final KubernetesClient kubernetes;
  private final PrintStream out;
  private int created;

  private AdmissionBenchmark(Sandbox sandbox, PrintStream out) {
    this.sandbox = sandbox;
    kubernetes = sandbox.kubernetes();
    this.out = out;
  }

  static void run(PrintStream out)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (var sandbox = Sandbox.startWithoutKeycloak()) {
      var bench = new AdmissionBenchmark(sandbox, out);
      bench.prepare();
      bench.measureWebhookAlone();
      bench.compare();
      bench.measureGrowingClients();
      bench.measureGrowingPolicies();
    }
  }

  private void prepare() throws InterruptedException {
    sandbox.installNauthera();
    sandbox.skipAdmission(NONE, CEL);
    // The controller would compete for the CPU.
    sandbox.controllerProcess().stop();
    for (String namespace : List.of(SampleCluster.SECURITY, SampleCluster.TEAM, NONE, CEL)) {
      create(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build());
    }
    create(SampleCluster.server());
    SampleCluster.policies(SampleCluster.GOVERNING).forEach(this::create);
    apply("admission-policy.yaml");
    while (!isAccepted(SampleCluster.refused(NONE, "wrong"))) {
      Thread.sleep(200);
    }
    for (String validated : List.of(CEL, SampleCluster.TEAM)) {
      while (isAccepted(SampleCluster.refused(validated, "wrong"))) {
        Thread.sleep(200);
      }
    }
  }

  private void create(HasMetadata resource) {
    var unused = kubernetes.resource(resource).create();
  }

  private void apply(String resource) {
    try (var manifest = Objects.requireNonNull(getClass().getResourceAsStream(resource))) {
      var unused =
          sandbox
              .kubectlReading(
                  new String(manifest.readAllBytes(), StandardCharsets.UTF_8), "apply", "-f", "-")
              .orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isAccepted(AuthClient client) {
    try {
      kubernetes.resource(client).dryRun().create();
      return true;
    } catch (KubernetesClientException e) {
      return false;
    }
  }

  private Latencies creations(String namespace, int callers, int calls)
      throws InterruptedException {
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

  private void clear(String namespace) {
    var unused = kubernetes.resources(AuthClient.class).inNamespace(namespace).delete();
  }

  private void compare() throws IOException, InterruptedException {
    List<String> namespaces = List.of(NONE, CEL, SampleCluster.TEAM);
    for (String namespace : namespaces) {
      var unused = creations(namespace, 8, 2_000);
      clear(namespace);
    }
    out.println("\nCreation through the API server, 10 governing policies");
    for (int callers : List.of(1, 8, 64)) {
      Map<String, Latencies> all = new LinkedHashMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        for (String namespace : namespaces) {
          all.merge(
              namespace, creations(namespace, callers, callers == 1 ? 200 : 600), Latencies::with);
          clear(namespace);
        }
      }
      report(callers, all);
    }
    out.println("  resident memory of the webhook: " + resident());
  }

  private void report(int callers, Map<String, Latencies> all) {
    out.printf("  callers: %d%n", callers);
    var none = Objects.requireNonNull(all.get(NONE));
    var cel = Objects.requireNonNull(all.get(CEL));
    var webhook = Objects.requireNonNull(all.get(SampleCluster.TEAM));
    out.printf("    (a) no admission               %s%n", none);
    out.printf("    (b) ValidatingAdmissionPolicy  %s%n", cel);
    out.printf("    (c) Nauthera                   %s%n", webhook);
    double policy = cel.percentile(50) - none.percentile(50);
    double ours = webhook.percentile(50) - none.percentile(50);
    out.printf(
        Locale.ROOT,
        "    added at p50: (b) %.2f ms, (c) %.2f ms; (c) is %.2f of (a)%n",
        policy,
        ours,
        webhook.percentile(50) / none.percentile(50));
  }

  /** Runs first, so that the webhook is warm for the other measurements. */
  private void measureWebhookAlone()
      throws IOException, InterruptedException, GeneralSecurityException {
    var webhook = WebhookClient.of(sandbox);
    String allowed =
        WebhookClient.review("allowed", SampleCluster.allowed(SampleCluster.TEAM, "app"));
    String refused =
        WebhookClient.review("refused", SampleCluster.refused(SampleCluster.TEAM, "app"));
    LoadGenerator.Call call =
        number -> webhook.call(number % 2 == 0 ? allowed : refused, number % 2 == 0);
    out.printf(
        "%nThe webhook alone, over TLS, 8 callers; resident memory before: %s%n", resident());
    for (int reviews = 20_000; reviews <= 100_000; reviews += 20_000) {
      var latencies = LoadGenerator.measure(8, 20_000, call);
      out.printf("  %,7d reviews: %s  %s%n", reviews, latencies, resident());
    }
    out.printf("    1 caller: %s%n", LoadGenerator.measure(1, 5_000, call));
  }

  /** Resident memory of the webhook. */
  private String resident() throws IOException {
    Path status = Path.of("/proc", String.valueOf(sandbox.webhookProcess().pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB")
        .findFirst()
        .orElseThrow();
  }

  private void measureGrowingClients() throws IOException, InterruptedException {
    out.println("\nMore and more AuthClients: 1 caller, 10 AuthPolicies");
    int existing = 0;
    for (int clients : List.of(10, 100, 1_000, 5_000, 10_000)) {
      var unused = creations(NONE, 16, clients - existing);
      existing = clients;
      Thread.sleep(2_000);
      out.printf(
          "  %,6d clients: %s  %s%n", clients, creations(SampleCluster.TEAM, 1, 300), resident());
      clear(SampleCluster.TEAM);
      if (clients == 5_000) {
        measureImpact();
      }
    }
  }

  /** A policy change that affects every AuthClient, with kubectl --dry-run=server. */
  private void measureImpact() throws InterruptedException {
    var policy = SampleCluster.policy(0);
    String manifest = SampleCluster.json(policy).replaceFirst("\"email\",", "");
    var latencies =
        LoadGenerator.measure(
            1,
            20,
            number -> {
              var answer =
                  sandbox.kubectlReading(manifest, "replace", "--dry-run=server", "-f", "-");
              if (!answer.stderr().contains("would violate this")) {
                throw new IOException(answer.toString());
              }
            });
    out.printf(
        "         impact of a policy change on all of them, including kubectl: %s%n", latencies);
  }

  private void measureGrowingPolicies() throws IOException, InterruptedException {
    out.println(
        "\nMore and more AuthPolicies: 1 caller, 10,000 AuthClients, at most 10 governing policies");
    int existing = SampleCluster.GOVERNING;
    for (int policies : List.of(10, 100, 1_000)) {
      SampleCluster.policies(policies).stream().skip(existing).forEach(this::create);
      existing = Math.max(existing, policies);
      Thread.sleep(2_000);
      out.printf(
          "  %,6d policies: %s  %s%n", policies, creations(SampleCluster.TEAM, 1, 300), resident());
      clear(SampleCluster.TEAM);
    }
  }
}
