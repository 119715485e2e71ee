package io.nauthera.webhook.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.metrics.Metrics.Sample;
import io.nauthera.webhook.admission.AdmissionResponses;
import io.nauthera.webhook.admission.AdmissionRouter;
import io.nauthera.webhook.admission.Deadline;
import io.nauthera.webhook.admission.MalformedReview;
import io.nauthera.webhook.admission.ReviewLimitException;
import io.nauthera.webhook.admission.ReviewReader;
import io.nauthera.webhook.server.RefusedRequests.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;

/** Serves admission over TLS, with limits on size, time and memory. */
public final class WebhookServer implements AutoCloseable {
  /** Longer than the API server keeps an unused connection. */
  private static final Duration CONNECTION_IDLE_TIMEOUT = Duration.ofMinutes(2);

  /** The longest pause inside a request. */
  private static final Duration REQUEST_IDLE_TIMEOUT = Duration.ofSeconds(2);

  /** For a whole body. The API server sends the largest in milliseconds. */
  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(2);

  /** Many previews of policy changes may run at the same time; they share the processors. */
  private static final int PREVIEW_THREADS = 64;

  /** After this time without a request, the API server knows that the pod has left the Service. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final ObjectMapper json = new ObjectMapper();
  private final RequestMemory memory = new RequestMemory();
  private final Drain drain = new Drain();
  private final ExecutorService previews = previewThreads();
  private final RefusedRequests refused;
  private final ReloadingTls tls;
  private final Javalin javalin;
  private @Nullable ServerConnector connector;
  private @Nullable Thread certificateWatch;

  /** Shows in the metrics which certificate is served, and which requests are refused. */
  public WebhookServer(
      InetSocketAddress address,
      TlsSources sources,
      AdmissionRouter validating,
      AdmissionRouter mutating,
      Metrics metrics) {
    refused = new RefusedRequests(metrics);
    tls = new ReloadingTls(sources);
    javalin =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          // A caller that sends slowly occupies a thread, and a virtual one costs little.
          config.concurrency.useVirtualThreads = true;
          config.jetty.addConnector((server, http) -> connector(server, http, address));
          config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_TIMEOUT.toMillis());
            server.insertHandler(new GracefulHandler());
          });
          config.routes.post("/validate", context -> answer(context, validating));
          config.routes.post("/mutate", context -> answer(context, mutating));
          // The caller is gone. Javalin would log it with its stack.
          config.routes.exception(
              EOFException.class,
              (e, context) -> refuse(context, 400, Reason.DISCONNECTED, "the body ended early"));
          config.routes.exception(
              MalformedReview.class,
              (e, context) -> refuse(context, 400, Reason.MALFORMED, e.getMessage()));
          config.routes.exception(
              ReviewLimitException.class,
              (e, context) -> refuse(context, e.code(), Reason.ofLimit(e.code()), e.getMessage()));
          config.routes.error(404, context -> refused.count(Reason.NOT_FOUND));
          config.routes.error(500, context -> refused.count(Reason.INTERNAL_ERROR));
        });
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
    javalin.start();
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

  /**
   * A preview of a policy change computes for long, and would not let other virtual threads run.
   */
  private static ExecutorService previewThreads() {
    var threads =
        new ThreadPoolExecutor(
            PREVIEW_THREADS,
            PREVIEW_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("preview-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private ServerConnector connector(
      Server server, HttpConfiguration http, InetSocketAddress address) {
    var secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    http.addCustomizer(secure);
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
    connector = https;
    return https;
  }

  private void answer(Context context, AdmissionRouter router) throws Exception {
    drain.requestStarted();
    try {
      if (drain.isClosing()) {
        context.header("Connection", "close");
      }
      String type = context.contentType();
      if (type == null || !type.startsWith("application/json")) {
        refuse(context, 415, Reason.CONTENT_TYPE, "Content-Type must be application/json");
        return;
      }
      byte[] answer = json.writeValueAsBytes(review(context, router));
      context.contentType("application/json").result(answer);
    } finally {
      drain.requestEnded();
    }
  }

  private ObjectNode review(Context context, AdmissionRouter router) throws Exception {
    Deadline deadline = Deadline.of(context.queryParam("timeout"));
    Deadline arrival = deadline.atMost(BODY_TIMEOUT);
    try (var reservation = memory.reservation(arrival)) {
      var body = new RequestBody(context.req().getInputStream(), arrival, reservation);
      try {
        JsonNode review = ReviewReader.read(body, reservation);
        return AdmissionRouter.mayTakeLong(review)
            ? previews.submit(() -> router.answer(review, deadline)).get()
            : router.answer(review, deadline);
      } catch (ReviewLimitException e) {
        body.discardRest();
        ObjectNode answer = AdmissionResponses.of(e.uid().orElseThrow(() -> e), e.verdict());
        refused.count(Reason.ofLimit(e.code()));
        return answer;
      } catch (MalformedReview e) {
        body.discardRest();
        throw e;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof MalformedReview malformed ? malformed : e;
      }
    }
  }

  private void refuse(Context context, int status, Reason reason, @Nullable String message) {
    refused.count(reason);
    context.status(status).contentType("text/plain").result(message + "\n");
  }

  /** Lets the API server go elsewhere; call it after the pod has become unready. */
  public void drain() {
    drain.awaitQuiet(QUIET, LONGEST_DRAIN);
    if (connector != null) {
      connector.close();
    }
    drain.awaitAnswers(STOP_TIMEOUT);
  }

  /** Lets running requests finish. */
  @Override
  public void close() {
    if (certificateWatch != null) {
      certificateWatch.interrupt();
    }
    javalin.stop();
    previews.shutdown();
  }
}
