package io.nauthera.webhook.server;

import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.metrics.Metrics.Sample;
import io.nauthera.webhook.admission.AdmissionRouter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Serves admission over TLS, with limits on size, time and memory. */
public final class WebhookServer implements AutoCloseable {
  /** Longer than the API server keeps an unused connection. */
  private static final Duration CONNECTION_IDLE_TIMEOUT = Duration.ofMinutes(2);

  /** The longest pause inside a request. */
  private static final Duration REQUEST_IDLE_TIMEOUT = Duration.ofSeconds(2);

  /** None of these waits for a caller or for memory. */
  private static final int MAX_THREADS = 64;

  private static final int MIN_THREADS = 4;

  /** After this time without a request, the API server knows that the pod has left the Service. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final Drain drain = new Drain();
  private final ReloadingTls tls;
  private final Server server;
  private final ServerConnector connector;
  private @Nullable Thread certificateWatch;

  /** Shows in the metrics which certificate is served, and which requests are refused. */
  public WebhookServer(
      InetSocketAddress address,
      TlsSources sources,
      AdmissionRouter validating,
      AdmissionRouter mutating,
      Metrics metrics) {
    var refused = new RefusedRequests(metrics);
    tls = new ReloadingTls(sources);
    server = new Server(new QueuedThreadPool(MAX_THREADS, MIN_THREADS));
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    connector = connector(address, refused);
    server.addConnector(connector);
    var reviews =
        new ReviewHandler(Map.of("/validate", validating, "/mutate", mutating), refused, drain);
    server.setHandler(new GracefulHandler(reviews));
    metrics.gauge(
        Metric.CERTIFICATE_START,
        () -> certificateTime(certificate -> certificate.getNotBefore().toInstant()));
    metrics.gauge(
        Metric.CERTIFICATE_EXPIRY,
        () -> certificateTime(certificate -> certificate.getNotAfter().toInstant()));
  }

  /** Fails if no certificate is usable. */
  public void start() throws GeneralSecurityException, IOException {
    tls.load();
    LifeCycle.start(server);
    certificateWatch = tls.watch();
  }

  /** Whether everything that the server needs is running. */
  public boolean isAlive() {
    return certificateWatch == null || certificateWatch.isAlive();
  }

  /** No sample before the start. */
  private List<Sample> certificateTime(Function<X509Certificate, Instant> time) {
    return tls.certificate().stream()
        .map(certificate -> Sample.of((double) time.apply(certificate).getEpochSecond()))
        .toList();
  }

  /** For tests: does now what happens every second. */
  void reloadCertificate() {
    tls.reload();
  }

  private ServerConnector connector(InetSocketAddress address, RefusedRequests refused) {
    var http = new HttpConfiguration();
    // The API server calls by the name of the Service, other callers by an address.
    http.addCustomizer(new SecureRequestCustomizer(false));
    http.setSendServerVersion(false);
    http.setIdleTimeout(REQUEST_IDLE_TIMEOUT.toMillis());
    var https =
        new ServerConnector(
            server,
            1,
            1,
            new SslConnectionFactory(tls.factory(), "http/1.1"),
            new HttpConnectionFactory(http));
    https.setHost(address.getHostString());
    https.setPort(address.getPort());
    https.setIdleTimeout(CONNECTION_IDLE_TIMEOUT.toMillis());
    https.addBean(refused); // Jetty calls it when a handshake fails
    return https;
  }

  /** Lets the API server go elsewhere; call it after the pod has become unready. */
  public void drain() {
    drain.awaitQuiet(QUIET, LONGEST_DRAIN);
    connector.close();
    drain.awaitAnswers(STOP_TIMEOUT);
  }

  /** Lets running requests finish. */
  @Override
  public void close() {
    if (certificateWatch != null) {
      certificateWatch.interrupt();
    }
    LifeCycle.stop(server);
  }
}
