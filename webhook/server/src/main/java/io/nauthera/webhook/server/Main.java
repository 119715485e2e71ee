package io.nauthera.webhook.server;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.runtime.Environment;
import io.nauthera.runtime.HealthServer;
import io.nauthera.runtime.Startup;
import io.nauthera.runtime.SyncedInformers;
import io.nauthera.runtime.TolerantSerialization;
import io.nauthera.runtime.WatchedNamespaces;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.metrics.MetricsServer;
import io.nauthera.runtime.tracing.Tracing;
import io.nauthera.webhook.admission.AdmissionRouter;
import io.nauthera.webhook.certificates.CertificateSettings;
import io.nauthera.webhook.certificates.CertificateSource;
import io.nauthera.webhook.certificates.MountedCertificate;
import io.nauthera.webhook.certificates.SelfSignedCertificates;
import io.nauthera.webhook.cluster.ClusterInformers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhook as a process: creates its parts from the environment and drains on SIGTERM. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) {
    Startup.run(new Environment(System.getenv()), Main::start);
  }

  static {
    // A number that Jetty would otherwise ask the JVM for, through 300 classes of JMX: how many
    // references of 4 bytes fit into a cache line of 64.
    System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
  }

  private static void start(Environment environment)
      throws IOException, GeneralSecurityException, InterruptedException {
    InetSocketAddress address = environment.address("POD_IP", "NAUTHERA_PORT");
    InetSocketAddress healthAddress = environment.address("POD_IP", "NAUTHERA_HEALTH_PORT");
    KubernetesClient kubernetes =
        new KubernetesClientBuilder()
            .withKubernetesSerialization(TolerantSerialization.create())
            .build();
    var cluster =
        new ClusterInformers(
            kubernetes, WatchedNamespaces.of(environment), SyncedInformers.maxOutage(environment));
    CertificateSource certificates = certificates(environment, kubernetes);
    var serving = new AtomicBoolean();
    var metrics = new Metrics(Metric.Program.WEBHOOK).withJvm();
    var tracing = Tracing.of(environment, "nauthera-webhook", Clock.systemUTC());
    var webhook =
        new WebhookServer(
            address,
            new TlsSources(
                certificates,
                environment.optional("NAUTHERA_CLIENT_CA").map(Path::of).orElse(null)),
            AdmissionRouter.validating(
                    cluster.index(),
                    cluster.index()::client,
                    LoopbackHttp.allowedIf(environment.flag(LoopbackHttp.VARIABLE)),
                    new MeasuredReviews(metrics, tracing, "validating"))
                .requiringRequester()
                .denyingDuring(cluster::outage),
            AdmissionRouter.mutating(new MeasuredReviews(metrics, tracing, "mutating")),
            metrics);
    cluster.show(metrics);
    Optional<MetricsServer> metricsServer = MetricsServer.start(environment, metrics);
    var health =
        new HealthServer(
            healthAddress,
            () -> webhook.isAlive() && certificates.isAlive(),
            () -> serving.get() && certificates.isTrusted() && cluster.outage().isEmpty());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  if (serving.getAndSet(false)) {
                    webhook.drain();
                  }
                  webhook.close();
                  health.close();
                  metricsServer.ifPresent(MetricsServer::close);
                  certificates.close();
                  cluster.close();
                  tracing.close();
                  kubernetes.close();
                }));
    certificates.start();
    health.start();
    cluster.start();
    // With an incomplete index, admission would answer as if policies were missing.
    cluster.awaitSync();
    certificates.awaitTrusted();
    webhook.start();
    serving.set(true);
    LOG.info("started: serving admission requests on port {}", address.getPort());
  }

  private static CertificateSource certificates(
      Environment environment, KubernetesClient kubernetes) {
    if (environment.optional(CertificateSettings.SECRET_VARIABLE).isPresent()) {
      return new SelfSignedCertificates(
          CertificateSettings.of(environment), kubernetes, Clock.systemUTC());
    }
    return new MountedCertificate(
        Path.of(environment.required("NAUTHERA_TLS_DIR", "the folder with tls.crt and tls.key")));
  }
}
