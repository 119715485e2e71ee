package io.nauthera.sandbox.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import io.nauthera.sandbox.process.Http;
import io.nauthera.sandbox.process.SandboxException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An httpGet probe of a container: when to call next, and how many calls failed in a row. */
final class HttpProbe {
  private final String url;
  private final Duration period;
  private final int failureThreshold;
  private long next = System.nanoTime();
  private int failures;
  private boolean passed;

  private HttpProbe(String url, Duration period, int failureThreshold) {
    this.url = url;
    this.period = period;
    this.failureThreshold = failureThreshold;
  }

  /** Returns nothing for a container without this probe. */
  static Optional<HttpProbe> of(@Nullable Probe probe, Container container, String address) {
    if (probe == null) {
      return Optional.empty();
    }
    var get = probe.getHttpGet();
    if (get == null) {
      throw new SandboxException(
          "container %s: the sandbox supports only httpGet probes".formatted(container.getName()));
    }
    var named = get.getPort().getStrVal();
    var port =
        named == null
            ? get.getPort().getIntVal()
            : container.getPorts().stream()
                .filter(declared -> Objects.equals(declared.getName(), named))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow(() -> new SandboxException("no container port has the name " + named));
    return Optional.of(
        new HttpProbe(
            "http://%s:%d%s".formatted(address, port, get.getPath()),
            Duration.ofSeconds(Objects.requireNonNullElse(probe.getPeriodSeconds(), 10)),
            Objects.requireNonNullElse(probe.getFailureThreshold(), 3)));
  }

  /** Calls if the period has passed. Until the first success it calls more often. */
  void callIfDue() {
    var now = System.nanoTime();
    if (now - next < 0) {
      return;
    }
    if (Http.isOk(url)) {
      passed = true;
      failures = 0;
    } else {
      failures++;
    }
    next = now + (passed ? period : Duration.ofMillis(300)).toNanos();
  }

  /** Whether the probe has passed and has not reached its failure threshold since. */
  boolean isPassing() {
    return passed && failures < failureThreshold;
  }

  /** Whether the probe has passed once and has reached its failure threshold since. */
  boolean hasStoppedPassing() {
    return passed && failures >= failureThreshold;
  }
}
