package io.nauthera.webhook.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.nauthera.webhook.admission.AdmissionRequest;
import io.nauthera.webhook.admission.AdmissionRouter;
import io.nauthera.webhook.admission.Deadline;
import io.nauthera.webhook.admission.MalformedReview;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  /** An AdmissionReview contains object and old object, each at most 3 MiB at the API server. */
  private static final int MAX_BODY = 7 << 20;

  /** The unit in which memory for bodies is granted; each request takes at least one. */
  private static final int MEMORY_UNIT = 256 << 10;

  private static final int MEMORY_UNITS = 64;

  /** Longer than the API server keeps an unused connection. */
  private static final Duration CONNECTION_IDLE_TIMEOUT = Duration.ofMinutes(2);

  /** The longest pause inside a request. */
  private static final Duration REQUEST_IDLE_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final ObjectMapper json = AdmissionRequest.json();
  private final Semaphore memory = new Semaphore(MEMORY_UNITS, true);
  private final ReloadingTls tls;
  private final Javalin javalin;
  private @Nullable Thread certificateWatch;

  /** Fails if the folder contains no usable certificate. */
  public WebhookServer(
      InetSocketAddress address,
      Path tlsFolder,
      AdmissionRouter validating,
      AdmissionRouter mutating)
      throws GeneralSecurityException, IOException {
    tls = new ReloadingTls(tlsFolder);
    javalin =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.http.maxRequestSize = MAX_BODY;
          config.jetty.addConnector((server, http) -> connector(server, http, address));
          config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_TIMEOUT.toMillis());
            server.insertHandler(new GracefulHandler());
          });
          config.routes.post("/validate", context -> answer(context, validating));
          config.routes.post("/mutate", context -> answer(context, mutating));
          config.routes.exception(
              MalformedReview.class, (e, context) -> refuse(context, 400, e.getMessage()));
          config.routes.exception(
              JsonProcessingException.class,
              (e, context) -> refuse(context, 400, "the body is not valid JSON"));
        });
  }

  public void start() {
    javalin.start();
    certificateWatch = tls.watch();
  }

  /** For tests: does now what happens every second. */
  void reloadCertificate() {
    tls.reload();
  }

  private ServerConnector connector(
      Server server, HttpConfiguration http, InetSocketAddress address) {
    var secure = new SecureRequestCustomizer();
    secure.setSniHostCheck(false);
    http.addCustomizer(secure);
    http.setSendServerVersion(false);
    http.setIdleTimeout(REQUEST_IDLE_TIMEOUT.toMillis());
    var connector =
        new ServerConnector(
            server,
            1,
            1,
            new SslConnectionFactory(tls.factory(), "http/1.1"),
            new HttpConnectionFactory(http));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(CONNECTION_IDLE_TIMEOUT.toMillis());
    return connector;
  }

  private void answer(Context context, AdmissionRouter router)
      throws IOException, MalformedReview, InterruptedException {
    String type = context.contentType();
    if (type == null || !type.startsWith("application/json")) {
      refuse(context, 415, "Content-Type must be application/json");
      return;
    }
    long announced = context.req().getContentLengthLong();
    if (announced > MAX_BODY) {
      refuseTooLarge(context);
      return;
    }
    Deadline deadline = Deadline.of(context.queryParam("timeout"));
    int units =
        announced < 0 ? MAX_BODY / MEMORY_UNIT : Math.toIntExact(announced / MEMORY_UNIT) + 1;
    if (!memory.tryAcquire(units, deadline.remaining() / 2, TimeUnit.NANOSECONDS)) {
      refuse(context, 429, "too many requests at the same time: try again");
      return;
    }
    try {
      byte[] body = body(context, deadline);
      if (body.length > MAX_BODY) {
        refuseTooLarge(context);
        return;
      }
      byte[] answer = json.writeValueAsBytes(router.answer(json.readTree(body), deadline));
      context.contentType("application/json").result(answer);
    } catch (TimeoutException e) {
      refuse(context, 408, "the body did not arrive in time");
    } finally {
      memory.release(units);
    }
  }

  /** Reads at most one byte more than allowed, and not longer than the deadline. */
  private static byte[] body(Context context, Deadline deadline)
      throws IOException, TimeoutException {
    var body = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 << 10];
    InputStream in = context.req().getInputStream();
    while (body.size() <= MAX_BODY) {
      int read = in.read(buffer, 0, Math.min(buffer.length, MAX_BODY + 1 - body.size()));
      if (read < 0) {
        break;
      }
      body.write(buffer, 0, read);
      if (deadline.remaining() < 0) {
        throw new TimeoutException();
      }
    }
    return body.toByteArray();
  }

  private static void refuseTooLarge(Context context) {
    refuse(context, 413, "the body is larger than " + MAX_BODY + " bytes");
  }

  private static void refuse(Context context, int status, @Nullable String reason) {
    context.status(status).contentType("text/plain").result(reason + "\n");
  }

  /** Lets running requests finish. */
  @Override
  public void close() {
    if (certificateWatch != null) {
      certificateWatch.interrupt();
    }
    javalin.stop();
  }
}
