package io.nauthera.controller.connections;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import io.nauthera.api.governance.ServerName;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the calls to one AuthServer, so that a server that fails, hangs or is slow never holds
 * anything else up. At most a few calls run at the same time (bulkhead). If too many fail, the
 * calls are stopped for some time (circuit breaker). Each call ends at a deadline, whatever it
 * does. A call that waits for others is not made if the server answers none of them: it would hang
 * a second time.
 */
final class ServerGuard {
  private static final Logger LOG = LoggerFactory.getLogger(ServerGuard.class);
  private static final int HALF = 50;
  private static final double DOUBLED = 2;
  private static final double JITTER = 0.2;

  private final ServerName server;
  private final GuardSettings settings;
  private final ServerListener listener;
  private final Sentences sentences;
  private final Semaphore permits;
  private final CircuitBreaker breaker;
  private volatile @Nullable Unavailable last;

  /** When the last call was answered; a time of {@link System#nanoTime}. */
  private volatile long answeredAt = System.nanoTime();

  /** Whether a call had no answer in time, and no other call has had one since it was made. */
  private volatile boolean isSilent;

  /** Why the calls are stopped, as it was last reported; empty while they are not. */
  private volatile String said = "";

  /**
   * @param url is only named in sentences
   * @param clock decides how long the calls are stopped
   */
  ServerGuard(
      ServerName server, String url, GuardSettings settings, Clock clock, ServerListener listener) {
    this.server = server;
    this.settings = settings;
    this.listener = listener;
    this.sentences = new Sentences(url, settings);
    this.permits = new Semaphore(settings.parallelCalls(), true);
    this.breaker = CircuitBreaker.of(server.toString(), config(settings, clock));
    var unused = breaker.getEventPublisher().onStateTransition(e -> moved(e.getStateTransition()));
  }

  private static CircuitBreakerConfig config(GuardSettings settings, Clock clock) {
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            settings.recentCalls(), settings.enoughCalls(), SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(HALF)
        .slowCallRateThreshold(HALF)
        .slowCallDurationThreshold(settings.slowCall())
        .recordResult(outcome -> CallEffect.of(outcome) == CallEffect.FAILURE)
        .waitIntervalFunctionInOpenState(
            IntervalFunction.ofExponentialRandomBackoff(
                settings.firstPause(), DOUBLED, JITTER, settings.longestPause()))
        .permittedNumberOfCallsInHalfOpenState(1)
        .clock(clock)
        .build();
  }

  /**
   * The result of the call, or of {@code refused} if the call is not made or takes too long. Waits
   * while other calls run.
   *
   * @param call runs on a thread of its own and is interrupted at the deadline
   */
  <R> R call(Callable<R> call, Function<Unavailable, R> refused) {
    boolean mayRun = false;
    try {
      // Without a time, it would overtake those that wait.
      mayRun = permits.tryAcquire(0, TimeUnit.NANOSECONDS);
      if (mayRun) {
        return callNow(call, refused);
      }
      // While the server does not answer, those that still run must not make the others wait.
      if (mayWait()) {
        mayRun = permits.tryAcquire(settings.longestWait().toNanos(), TimeUnit.NANOSECONDS);
      }
      return mayRun && mayWait()
          ? callNow(call, refused)
          : refused.apply(whyNot(isSilent ? sentences.noAnswer() : sentences.busy()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused.apply(sentences.interrupted());
    } finally {
      if (mayRun) {
        permits.release();
      }
    }
  }

  /** Why the calls are stopped; empty while they are made, and when the next one is a probe. */
  Optional<Unavailable> notCalled() {
    if (!breaker.tryAcquirePermission()) {
      return Optional.of(whyNot(sentences.noAnswer()));
    }
    breaker.releasePermission();
    return Optional.empty();
  }

  /** Whether the calls are stopped, except for probes. */
  boolean isStopped() {
    return breaker.getState() != State.CLOSED;
  }

  private boolean mayWait() {
    return !isSilent && breaker.getState() == State.CLOSED;
  }

  private <R> R callNow(Callable<R> call, Function<Unavailable, R> refused)
      throws InterruptedException {
    if (!breaker.tryAcquirePermission()) {
      return refused.apply(whyNot(sentences.noAnswer()));
    }
    boolean isRecorded = false;
    try {
      Timed<R> answer = withDeadline(call, refused);
      isRecorded = record(answer);
      return answer.result();
    } finally {
      if (!isRecorded) {
        breaker.releasePermission();
      }
    }
  }

  /** What a call resulted in, and when it began and ended as times of {@link System#nanoTime}. */
  private record Timed<R>(R result, long start, long end) {
    static <R> Timed<R> of(Callable<R> call) throws Exception {
      long start = System.nanoTime();
      R result = call.call();
      return new Timed<>(result, start, System.nanoTime());
    }
  }

  /**
   * The call has a thread of the operating system. A virtual one would get its turn only after
   * thousands of others that want to run, and the server would seem to be slow.
   */
  private <R> Timed<R> withDeadline(Callable<R> call, Function<Unavailable, R> refused)
      throws InterruptedException {
    long start = System.nanoTime();
    var task = new FutureTask<>(() -> Timed.of(call));
    Thread.ofPlatform().daemon().name("call-" + server).start(task);
    try {
      return task.get(settings.deadline().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Timed<>(refused.apply(sentences.noAnswer()), start, System.nanoTime());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof Error error) {
        throw error;
      }
      throw cause instanceof RuntimeException bug ? bug : new IllegalStateException(cause);
    } finally {
      boolean ignored = task.cancel(true);
    }
  }

  /** Whether the result says anything about the server. */
  private boolean record(Timed<?> answer) {
    Object result = answer.result();
    CallEffect effect = CallEffect.of(result);
    if (effect == CallEffect.NONE) {
      return false;
    }
    Unavailable why = CallEffect.problem(result);
    Duration duration = Duration.ofNanos(answer.end() - answer.start());
    boolean isSlow = duration.compareTo(settings.slowCall()) >= 0;
    if (why == null) {
      answeredAt = answer.end();
      isSilent = false;
    } else if (isSlow && answeredAt - answer.start() < 0) {
      isSilent = true;
    }
    // While the calls are stopped, the reason stays the same.
    if ((why != null || isSlow) && breaker.getState() != State.OPEN) {
      last = why != null ? why : sentences.slow();
    }
    breaker.onResult(duration.toNanos(), TimeUnit.NANOSECONDS, result);
    Duration wish = why == null ? null : why.retryAfter();
    if (wish != null && wish.isPositive()) {
      breaker.transitionToOpenStateFor(bounded(wish));
    }
    return true;
  }

  /** A shorter pause could end before anything has noticed it. */
  private Duration bounded(Duration wish) {
    return Collections.min(
        List.of(
            Collections.max(List.of(wish, settings.firstPause())), settings.longestRetryAfter()));
  }

  private Unavailable whyNot(Unavailable ifUnknown) {
    Unavailable why = last;
    return why == null || breaker.getState() == State.CLOSED ? ifUnknown : why;
  }

  private void moved(StateTransition transition) {
    switch (transition.getToState()) {
      case CLOSED -> {
        last = null;
        said = "";
        LOG.info("AuthServer {} can be used again", server);
        listener.changed(server);
      }
      case OPEN -> {
        String why = whyNot(sentences.noAnswer()).detail();
        // A probe that fails in the same way is neither logged nor reported.
        if (!why.equals(said)) {
          said = why;
          LOG.warn("AuthServer {} is not called until it can be used again: {}", server, why);
          listener.changed(server);
        }
      }
      case HALF_OPEN, DISABLED, METRICS_ONLY, FORCED_OPEN -> {}
    }
  }

  /** The clients of the server have to be published again. */
  void endpointsChanged() {
    LOG.info("AuthServer {} has other endpoints now", server);
    listener.changed(server);
  }

  /** If the server refused the former credentials, the next call tries the new ones. */
  void credentialsChanged() {
    Unavailable why = last;
    if (why != null && breaker.getState() == State.OPEN) {
      switch (why.cause()) {
        case CREDENTIALS_REJECTED, FORBIDDEN, REALM_MISSING -> breaker.transitionToHalfOpenState();
        case UNREACHABLE, OVERLOADED, FAILED -> {}
      }
    }
  }

  /** What the guard says itself. */
  private record Sentences(String url, GuardSettings settings) {
    Unavailable noAnswer() {
      return KeycloakConnection.noAnswer(url);
    }

    Unavailable slow() {
      return new Unavailable(
          Cause.OVERLOADED,
          "Keycloak at %s needs more than %s for most requests: the controller retries"
              .formatted(url, seconds(settings.slowCall())));
    }

    Unavailable busy() {
      return new Unavailable(
          Cause.OVERLOADED,
          "%d calls to Keycloak at %s run and others wait: the controller retries"
              .formatted(settings.parallelCalls(), url));
    }

    Unavailable interrupted() {
      return new Unavailable(
          Cause.UNREACHABLE, "the controller stops and calls no server any more");
    }

    private static String seconds(Duration duration) {
      return duration.toSeconds() + " s";
    }
  }
}
