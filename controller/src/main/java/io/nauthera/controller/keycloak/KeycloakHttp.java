package io.nauthera.controller.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server. Every call ends in time, body included, or when its thread is
 * interrupted; then its connection is closed.
 */
final class KeycloakHttp implements AutoCloseable {
  private final HttpClient http;
  private final Duration timeout;
  private final CallObserver observer;

  private KeycloakHttp(HttpClient http, Duration timeout, CallObserver observer) {
    this.http = http;
    this.timeout = timeout;
    this.observer = observer;
  }

  /**
   * {@code caPem} as in {@link KeycloakConnection}.
   *
   * @throws IOException if it contains no usable certificate; the message says so
   */
  static KeycloakHttp of(@Nullable String caPem, Duration timeout, CallObserver observer)
      throws IOException {
    return new KeycloakHttp(TrustedAuthorities.client(caPem), timeout, observer);
  }

  static HttpRequest.Builder request(String url) throws IOException {
    try {
      return HttpRequest.newBuilder(URI.create(url));
    } catch (IllegalArgumentException e) {
      throw new IOException("the URL is not valid", e);
    }
  }

  /**
   * Reads the whole answer.
   *
   * @throws BodyTooLargeException if the body has more than {@code maxBytes}
   */
  Answer send(HttpRequest request, int maxBytes) throws IOException, InterruptedException {
    CallObserver.Call call = observer.started(request.method(), request.uri().getPath());
    CallOutcome outcome = CallOutcome.NO_ANSWER;
    try {
      Answer answer = receive(with(request, call.headers()), maxBytes);
      outcome = CallOutcome.of(answer.status());
      return answer;
    } finally {
      call.ended(outcome);
    }
  }

  private static HttpRequest with(HttpRequest request, Map<String, String> headers) {
    if (headers.isEmpty()) {
      return request;
    }
    HttpRequest.Builder more = HttpRequest.newBuilder(request, (name, value) -> true);
    headers.forEach(more::setHeader);
    return more.build();
  }

  private Answer receive(HttpRequest request, int maxBytes)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, response -> new LimitedBody(maxBytes));
    try {
      return Answer.of(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS), maxBytes);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no complete answer within " + timeout);
    } finally {
      // It has no effect on an answer that is complete, and closes the connection of another one.
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
