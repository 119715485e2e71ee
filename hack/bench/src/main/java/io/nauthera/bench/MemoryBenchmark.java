package io.nauthera.bench;

import io.nauthera.bench.ListingApiServer.Listing;
import io.nauthera.sandbox.cluster.SelfSignedCertificate;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The memory of the webhook as a process, with the arguments and the memory limit of the chart, as
 * AuthClients are stored, and when a new policy affects all of them. {@code -Dbench.webhook=FOLDER}
 * measures the jars of another version.
 */
final class MemoryBenchmark {
  private static final Path JARS =
      Path.of(System.getProperty("bench.webhook", "webhook/server/target/app")).toAbsolutePath();
  private static final String MAIN = "io.nauthera.webhook.server.Main";

  /** What the chart renders by default. */
  private static final Path MANIFESTS = Path.of("deploy/install.yaml");

  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
  private static final String MEMORY_LIMIT = "256m";
  private static final int MAX_SECONDS = 180;

  private final PrintStream out;
  private final Path folder;
  private final Certificate certificate;

  private MemoryBenchmark(PrintStream out, Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    this.out = out;
    this.folder = folder;
    certificate = SelfSignedCertificate.write(folder, "-ext", "SAN=IP:127.0.0.1");
  }

  static void run(PrintStream out)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("nauthera-memory");
    try {
      var bench = new MemoryBenchmark(out, folder);
      out.println("\nMemory of the webhook with stored AuthClients, of a limit of " + MEMORY_LIMIT);
      bench.measure(0, 0);
      bench.measure(5_000, 10);
      bench.measure(10_000, 10);
      bench.measure(50_000, 3);
    } finally {
      try (var files = Files.walk(folder)) {
        files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
      }
    }
  }

  private void measure(int clients, int uris)
      throws IOException, InterruptedException, GeneralSecurityException {
    var listings =
        Map.of(
            "authservers", new Listing(1, number -> SampleCluster.json(SampleCluster.server())),
            "authpolicies",
                new Listing(
                    SampleCluster.GOVERNING,
                    number -> SampleCluster.json(SampleCluster.policy(number))),
            "namespaces", new Listing(200, MemoryBenchmark::namespace),
            "authclients", new Listing(clients, number -> client(number, uris)));
    try (var api = new ListingApiServer(listings)) {
      int health = Ports.free();
      int port = Ports.free();
      LocalProcess webhook = start(api, port, health);
      try {
        long start = System.nanoTime();
        boolean ready = awaitReady(webhook, health);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf("  %,6d AuthClients with %2d redirect URIs: ", clients, uris);
        if (ready) {
          out.printf(
              Locale.ROOT,
              "ready after %4.1f s, %s",
              seconds,
              ProcessMemory.describe(webhook.pid()));
          int reviews = clients == 0 ? 100_000 : 10_000;
          review(port, reviews);
          ProcessMemory.awaitTrim();
          out.printf(
              Locale.ROOT,
              "; after %,d reviews resident %d MiB, after a garbage collection %s%n",
              reviews,
              ProcessMemory.resident(webhook.pid()),
              ProcessMemory.describe(webhook.pid()));
          out.println("    new policy with 20 hosts: " + impact(webhook, port));
        } else {
          out.println("did not become ready: " + end(webhook));
        }
      } finally {
        webhook.kill();
      }
    }
  }

  private void review(int port, int reviews)
      throws IOException, InterruptedException, GeneralSecurityException {
    var webhook = WebhookClient.of(certificate, "127.0.0.1:" + port);
    String review = WebhookClient.review("allowed", SampleCluster.allowed("team-1", "new"));
    var unused = LoadGenerator.measure(16, reviews, number -> webhook.call(review, true));
  }

  /** Three times, since the first one runs code that is not compiled yet. */
  private String impact(LocalProcess webhook, int port)
      throws IOException, InterruptedException, GeneralSecurityException {
    var client = WebhookClient.of(certificate, "127.0.0.1:" + port);
    var policy = SampleCluster.policyWithHosts(20);
    StringBuilder times = new StringBuilder();
    String answer = "";
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      try {
        answer = client.answer(WebhookClient.review("impact", policy));
      } catch (IOException e) {
        webhook.kill();
        return times + "no answer: " + end(webhook);
      }
      times.append(String.format(Locale.ROOT, "%.2f s, ", (System.nanoTime() - start) / 1e9));
    }
    return times + ProcessMemory.describe(webhook.pid()) + firstWarning(answer);
  }

  /** Up to the names of clients. */
  private static String firstWarning(String answer) {
    var warning = Pattern.compile("\"warnings\":\\[\"([^:\"]+)").matcher(answer);
    return warning.find() ? ": " + warning.group(1) : "";
  }

  private LocalProcess start(ListingApiServer api, int port, int health) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JDK.resolve("java").toString());
    command.add("-XX:MaxRAM=" + MEMORY_LIMIT);
    command.addAll(chartArguments());
    command.addAll(List.of("-cp", JARS + "/*", MAIN));
    var webhook =
        LocalProcess.isolated(
            "webhook-" + health,
            folder,
            command,
            Map.of(
                "KUBERNETES_MASTER",
                api.url(),
                "KUBERNETES_AUTH_TRYKUBECONFIG",
                "false",
                "MALLOC_ARENA_MAX",
                "1",
                "POD_IP",
                "127.0.0.1",
                "NAUTHERA_PORT",
                String.valueOf(port),
                "NAUTHERA_HEALTH_PORT",
                String.valueOf(health),
                // The watches of ListingApiServer have no events.
                "NAUTHERA_WATCH_LIMIT",
                "1h",
                "NAUTHERA_TLS_DIR",
                folder.toString()));
    webhook.start();
    return webhook;
  }

  private static List<String> chartArguments() throws IOException {
    String manifests = Files.readString(MANIFESTS);
    String before = manifests.substring(0, manifests.indexOf(MAIN));
    return Pattern.compile("(?m)^ +- (-X\\S+)$")
        .matcher(before.substring(before.lastIndexOf("args:")))
        .results()
        .map(argument -> argument.group(1))
        .toList();
  }

  private static boolean awaitReady(LocalProcess webhook, int health) throws InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + "/readyz")).build();
      for (int i = 0; i < MAX_SECONDS * 20 && webhook.isAlive(); i++) {
        try {
          if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
            return true;
          }
        } catch (IOException e) {
          // It does not listen yet.
        }
        Thread.sleep(50);
      }
      return false;
    }
  }

  private static String end(LocalProcess webhook) {
    String output = webhook.output();
    return output.contains("OutOfMemoryError")
        ? "out of memory"
        : output.lines().reduce((first, last) -> last).orElse("no output");
  }

  private static String namespace(int number) {
    return "{\"metadata\":{\"name\":\"team-%d\",\"labels\":{\"kubernetes.io/metadata.name\":\"team-%d\"}}}"
        .formatted(number, number);
  }

  /** As the API server stores it: with managed fields and status. */
  private static String client(int number, int uris) {
    String team = "team-" + number % 200;
    String name = "application-" + number;
    String redirects =
        IntStream.range(0, uris)
            .mapToObj(i -> "\"https://%s.example.com/callback/%d\"".formatted(name, i))
            .collect(Collectors.joining(","));
    return """
    {"apiVersion":"auth.nauthera.io/v1alpha1","kind":"AuthClient","metadata":{"name":"%1$s","namespace":"%2$s",
    "uid":"7d3c5b1e-52a4-4b1c-9d3a-%3$012d","resourceVersion":"%3$d","generation":1,"creationTimestamp":"2026-11-01T10:%4$02d:%5$02dZ",
    "finalizers":["auth.nauthera.io/registered-client"],
    "labels":{"auth.nauthera.io/auth-server":"security.production","app.kubernetes.io/managed-by":"flux","team":"team"},
    "annotations":{"auth.nauthera.io/requested-by":"system:serviceaccount:flux-system:%2$s"},
    "managedFields":[{"manager":"flux","operation":"Apply","apiVersion":"auth.nauthera.io/v1alpha1","time":"2026-11-01T10:00:00Z",
    "fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{"f:team":{}}},"f:spec":{"f:authServerRef":{},"f:displayName":{},
    "f:redirectUris":{},"f:scopes":{}}}},{"manager":"nauthera","operation":"Apply","apiVersion":"auth.nauthera.io/v1alpha1",
    "time":"2026-11-01T10:00:01Z","fieldsType":"FieldsV1","subresource":"status","fieldsV1":{"f:status":{"f:clientId":{},"f:conditions":{}}}}]},
    "spec":{"displayName":"Application %3$d","authServerRef":{"name":"production","namespace":"security"},
    "redirectUris":[%6$s],"grantTypes":["authorization_code","refresh_token"],"scopes":["openid","profile","email"]},
    "status":{"observedGeneration":1,"clientId":"%2$s.%1$s","conditions":[{"type":"Ready","status":"True","observedGeneration":1,
    "lastTransitionTime":"2026-11-01T10:00:01Z","reason":"ClientProvisioned","message":"the client is registered"}]}}
    """
        .formatted(name, team, number, number / 60 % 60, number % 60, redirects)
        .replace("\n", "");
  }
}
