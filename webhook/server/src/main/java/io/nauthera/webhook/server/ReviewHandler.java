package io.nauthera.webhook.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.webhook.admission.AdmissionResponses;
import io.nauthera.webhook.admission.AdmissionRouter;
import io.nauthera.webhook.admission.Deadline;
import io.nauthera.webhook.admission.MalformedReview;
import io.nauthera.webhook.admission.ReviewLimitException;
import io.nauthera.webhook.admission.ReviewReader;
import io.nauthera.webhook.server.RefusedRequests.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers AdmissionReviews. One that arrives in one piece, as most do, is answered by the thread
 * that received it. A caller that sends slowly occupies a virtual thread, which costs little.
 */
final class ReviewHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(ReviewHandler.class);

  /** For a whole body. The API server sends the largest in milliseconds. */
  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(2);

  /** Many previews of policy changes may run at the same time; they share the processors. */
  private static final int PREVIEW_THREADS = 64;

  /** Bytes; what arrives together in one piece is smaller. */
  private static final int LARGE = 16 << 10;

  private final ObjectMapper json = new ObjectMapper();
  private final RequestMemory memory = new RequestMemory();
  private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService previews = previewThreads();
  private final Map<String, AdmissionRouter> routers;
  private final RefusedRequests refused;
  private final Drain drain;

  /** {@code routers} by path. */
  ReviewHandler(Map<String, AdmissionRouter> routers, RefusedRequests refused, Drain drain) {
    this.routers = Map.copyOf(routers);
    this.refused = refused;
    this.drain = drain;
  }

  /** A preview of a policy change computes for long, and would not let other requests run. */
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

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Deadline deadline = Deadline.of(Request.extractQueryParameters(request).getValue("timeout"));
    Deadline arrival = deadline.atMost(BODY_TIMEOUT);
    var reservation = memory.reservation(arrival);
    drain.requestStarted();
    Callback ended =
        Callback.from(
            callback,
            () -> {
              reservation.close();
              drain.requestEnded();
            });
    var exchange = new Exchange(response, ended, refused);
    if (drain.isClosing()) {
      exchange.closeConnectionAfterAnswer();
    }
    AdmissionRouter router = routers.get(Request.getPathInContext(request));
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (router == null || !HttpMethod.POST.is(request.getMethod())) {
      exchange.refuse(404, Reason.NOT_FOUND, "send a review with POST to /validate or /mutate");
    } else if (type == null || !type.startsWith("application/json")) {
      exchange.refuse(415, Reason.CONTENT_TYPE, "Content-Type must be application/json");
    } else {
      receive(
          request,
          body -> review(exchange, router, new RequestBody(body, arrival, reservation), deadline));
    }
    return true;
  }

  /** Calls the consumer on a thread that may wait, for the rest of the body or for memory. */
  private void receive(Request request, Consumer<InputStream> consumer) {
    var arrived = new ByteArrayOutputStream();
    boolean isComplete = false;
    while (!isComplete && arrived.size() < LARGE) {
      Content.Chunk chunk = request.read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        break;
      }
      arrived.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
      isComplete = chunk.isLast();
      chunk.release();
    }
    var beginning = new ByteArrayInputStream(arrived.toByteArray());
    if (isComplete && memory.isAmple()) {
      consumer.accept(beginning);
    } else {
      var body = new SequenceInputStream(beginning, Content.Source.asInputStream(request));
      waiting.execute(() -> consumer.accept(body));
    }
  }

  private void review(
      Exchange exchange, AdmissionRouter router, RequestBody body, Deadline deadline) {
    attempt(
        exchange,
        () -> {
          JsonNode review = read(body);
          Step decision = () -> exchange.answer(bytes(router.answer(review, deadline)));
          if (AdmissionRouter.mayTakeLong(review)) {
            previews.execute(() -> attempt(exchange, decision));
          } else {
            decision.run();
          }
        });
  }

  /** Answers now or later. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException, MalformedReview;
  }

  /** Answers for a step that fails. */
  private void attempt(Exchange exchange, Step step) {
    try {
      step.run();
    } catch (ReviewLimitException e) {
      refuse(exchange, e);
    } catch (MalformedReview e) {
      exchange.refuse(400, Reason.MALFORMED, e.getMessage());
    } catch (IOException e) {
      exchange.refuse(400, Reason.DISCONNECTED, "the body ended early");
    } catch (Throwable e) {
      // Errors too: the API server waits for an answer.
      LOG.error("a request is refused because of an internal error", e);
      exchange.refuse(500, Reason.INTERNAL_ERROR, "internal error of Nauthera: see its log");
    }
  }

  private static JsonNode read(RequestBody body) throws IOException, MalformedReview {
    try {
      return ReviewReader.read(body, body.memory());
    } catch (ReviewLimitException | MalformedReview e) {
      body.discardRest();
      throw e;
    }
  }

  /** The user reads why, if the uid of the request has arrived. */
  private void refuse(Exchange exchange, ReviewLimitException e) {
    Reason reason = Reason.ofLimit(e.code());
    if (e.uid().isPresent()) {
      refused.count(reason);
      exchange.answer(bytes(AdmissionResponses.of(e.uid().get(), e.verdict())));
    } else {
      exchange.refuse(e.code(), reason, e.getMessage());
    }
  }

  private byte[] bytes(ObjectNode answer) {
    try {
      return json.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    waiting.shutdown();
    previews.shutdown();
  }
}
