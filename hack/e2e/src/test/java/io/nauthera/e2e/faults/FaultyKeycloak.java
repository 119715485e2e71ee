package io.nauthera.e2e.faults;

import io.nauthera.sandbox.http.HttpProxy;
import io.nauthera.sandbox.http.HttpProxy.Answer;
import io.nauthera.sandbox.http.HttpProxy.Request;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keycloak behind a proxy that fails once, at the n-th call of a kind. */
final class FaultyKeycloak implements AutoCloseable {
  private final HttpProxy proxy;
  private final Runnable kill;
  private @Nullable Plan plan;

  /** {@code left} is how many calls pass before the fault. */
  private record Plan(Fault fault, Predicate<Request> calls, int left) {}

  FaultyKeycloak(String url, Runnable kill) throws IOException {
    this.kill = kill;
    proxy = new HttpProxy(url, this::handle);
  }

  String url() {
    return proxy.url();
  }

  /** Fails at the n-th of these calls from now on, counted from 1. */
  synchronized void failAt(int n, Predicate<Request> calls, Fault fault) {
    plan = new Plan(fault, calls, n - 1);
  }

  /** Whether the fault happened since {@link #failAt}. */
  synchronized boolean hasFailed() {
    return plan == null;
  }

  private synchronized @Nullable Fault next(Request request) {
    Plan current = plan;
    if (current == null || !current.calls().test(request)) {
      return null;
    }
    if (current.left() > 0) {
      plan = new Plan(current.fault(), current.calls(), current.left() - 1);
      return null;
    }
    plan = null;
    return current.fault();
  }

  private void handle(Request request) throws IOException, InterruptedException {
    Fault fault = next(request);
    if (fault == null) {
      request.respond(request.forward());
      return;
    }
    switch (fault) {
      case INTERNAL_ERROR, UNAVAILABLE, TOO_MANY_REQUESTS, CONFLICT ->
          request.respond(new Answer(fault.status(), Map.of("Retry-After", List.of("1")), ""));
      case HANG -> Thread.sleep(Long.MAX_VALUE);
      case LOST_REQUEST -> {}
      case LOST_ANSWER -> {
        var unused = request.forward();
      }
      case HALF_ANSWER -> request.respondHalf(request.forward());
      case KILL_BEFORE -> kill.run();
      case KILL_AFTER -> {
        var unused = request.forward();
        kill.run();
      }
    }
  }

  @Override
  public void close() {
    proxy.close();
  }
}
