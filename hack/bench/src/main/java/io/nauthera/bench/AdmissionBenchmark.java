package io.nauthera.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.LocalProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;

/**
 * The time that admission adds on a real API server, compared with other ways to admit, and as
 * AuthClients and AuthPolicies become more.
 */
final class AdmissionBenchmark {
  private static final String UNREVIEWED = AdmissionVariant.NONE.namespace();

  private final Sandbox sandbox;
  private final KubernetesClient kubernetes;
  private final PrintStream out;
  private final AdmissionComparison comparison;

  private AdmissionBenchmark(Sandbox sandbox, PrintStream out) {
    this.sandbox = sandbox;
    kubernetes = sandbox.kubernetes();
    this.out = out;
    comparison = new AdmissionComparison(kubernetes, out);
  }

  static void run(PrintStream out)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (var sandbox = Sandbox.startWithoutKeycloak()) {
      var bench = new AdmissionBenchmark(sandbox, out);
      var floor = bench.prepare();
      try {
        bench.measureWebhookAlone();
        bench.comparison.run();
        out.println("  resident memory of the webhook: " + bench.resident());
        bench.measureGrowingClients();
        bench.measureGrowingPolicies();
      } finally {
        floor.kill();
      }
    }
  }

  private LocalProcess prepare()
      throws IOException, InterruptedException, GeneralSecurityException {
    sandbox.installNauthera();
    // The controller would compete for the CPU.
    sandbox.controllerProcess().stop();
    createNamespace(SampleCluster.SECURITY);
    for (AdmissionVariant variant : AdmissionVariant.values()) {
      createNamespace(variant.namespace());
    }
    LocalProcess floor = AdmissionVariant.install(sandbox);
    create(SampleCluster.server());
    SampleCluster.policies(SampleCluster.GOVERNING).forEach(this::create);
    apply("admission-policy.yaml");
    for (AdmissionVariant variant : AdmissionVariant.values()) {
      boolean accepts = !variant.refuses();
      while (isAccepted(SampleCluster.refused(variant.namespace(), "wrong")) != accepts
          || !isAccepted(SampleCluster.allowed(variant.namespace(), "right"))) {
        Thread.sleep(200);
      }
    }
    return floor;
  }

  private void createNamespace(String name) {
    create(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build());
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
      ProcessMemory.awaitTrim();
      out.printf("  %,7d reviews: %s  %s%n", reviews, latencies, resident());
    }
    out.printf("    1 caller: %s%n", LoadGenerator.measure(1, 5_000, call));
  }

  /** Resident memory of the webhook. */
  private String resident() throws IOException {
    return ProcessMemory.resident(sandbox.webhookProcess().pid()) + " MiB";
  }

  private void measureGrowingClients() throws IOException, InterruptedException {
    out.println("\nMore and more AuthClients: 1 caller, 10 AuthPolicies");
    int existing = 0;
    for (int clients : List.of(10, 100, 1_000, 5_000, 10_000)) {
      var unused = comparison.creations(UNREVIEWED, 16, clients - existing);
      existing = clients;
      Thread.sleep(2_000);
      out.printf(
          "  %,6d clients: %s  %s%n",
          clients, comparison.creations(SampleCluster.TEAM, 1, 300), resident());
      comparison.clear(SampleCluster.TEAM);
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
          "  %,6d policies: %s  %s%n",
          policies, comparison.creations(SampleCluster.TEAM, 1, 300), resident());
      comparison.clear(SampleCluster.TEAM);
    }
  }
}
