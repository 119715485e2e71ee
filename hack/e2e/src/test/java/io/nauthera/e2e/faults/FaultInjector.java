package io.nauthera.e2e.faults;

import io.nauthera.sandbox.http.HttpProxy;
import io.nauthera.sandbox.http.ProxiedRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Lets a server fail once for each planned fault, and passes everything else on. */
final class FaultInjector implements HttpProxy.Handler {
  private final Runnable kill;
  private final IntFunction<String> errorBody;
  private final List<PlannedFault> plan = new CopyOnWriteArrayList<>();

  /**
   * Without planned faults.
   *
   * @param kill kills the controller
   * @param errorBody what the server sends with an HTTP status
   */
  FaultInjector(Runnable kill, IntFunction<String> errorBody) {
    this.kill = kill;
    this.errorBody = errorBody;
  }

  /** A fault at the n-th of some calls, counted from 1. */
  final class PlannedFault implements AutoCloseable {
    private final Fault fault;
    private final Predicate<ProxiedRequest> calls;
    private int left;

    private PlannedFault(Fault fault, int n, Predicate<ProxiedRequest> calls) {
      this.fault = fault;
      this.left = n;
      this.calls = calls;
    }

    synchronized boolean hasHappened() {
      return left <= 0;
    }

    private synchronized boolean happensAt(ProxiedRequest request) {
      return !hasHappened() && calls.test(request) && --left == 0;
    }

    /** It does not happen any more. */
    @Override
    public void close() {
      plan.remove(this);
    }
  }

  /** Fails at the n-th of these calls from now on. */
  PlannedFault plan(Fault fault, int n, Predicate<ProxiedRequest> calls) {
    var planned = new PlannedFault(fault, n, calls);
    plan.add(planned);
    return planned;
  }

  @Override
  public void handle(ProxiedRequest request) throws IOException, InterruptedException {
    Optional<PlannedFault> planned =
        plan.stream().filter(fault -> fault.happensAt(request)).findFirst();
    if (planned.isEmpty()) {
      request.pass();
      return;
    }
    Fault fault = planned.get().fault;
    switch (fault) {
      case INTERNAL_ERROR, UNAVAILABLE, TOO_MANY_REQUESTS, CONFLICT ->
          request.respond(
              fault.status(),
              Map.of("content-type", "application/json", "retry-after", "1"),
              errorBody.apply(fault.status()));
      case HANG -> Thread.sleep(Long.MAX_VALUE);
      case LOST_REQUEST -> {}
      case LOST_ANSWER -> request.takeEffect();
      case HALF_ANSWER -> request.passHalf();
      case KILL_BEFORE -> kill.run();
      case KILL_AFTER -> {
        request.takeEffect();
        kill.run();
      }
    }
  }
}
