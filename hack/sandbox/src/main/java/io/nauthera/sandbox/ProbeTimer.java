package io.nauthera.sandbox;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HTTP probe of a container: when to ask next, and how many answers were bad in a row. */
final class ProbeTimer {
  private final String url;
  private final Duration period;
  private final int failureThreshold;
  private long next = System.nanoTime();
  private int failures;
  private boolean passed;

  private ProbeTimer(String url, Duration period, int failureThreshold) {
    this.url = url;
    this.period = period;
    this.failureThreshold = failureThreshold;
  }

  /** Nothing for a container without this probe; only httpGet is understood. */
  static Optional<ProbeTimer> of(@Nullable Probe probe, Container container, String address) {
    if (probe == null) {
      return Optional.empty();
    }
    var get = probe.getHttpGet();
    if (get == null) {
      throw new SandboxException("the sandbox only knows httpGet probes: " + container.getName());
    }
    var named = get.getPort().getStrVal();
    var port =
        named == null
            ? get.getPort().getIntVal()
            : container.getPorts().stream()
                .filter(declared -> Objects.equals(declared.getName(), named))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow(() -> new SandboxException("no container port is named " + named));
    return Optional.of(
        new ProbeTimer(
            "http://%s:%d%s".formatted(address, port, get.getPath()),
            Duration.ofSeconds(Objects.requireNonNullElse(probe.getPeriodSeconds(), 10)),
            Objects.requireNonNullElse(probe.getFailureThreshold(), 3)));
  }

  /** Asks if it is time to; a probe that has not passed yet is asked more often than its period. */
  void tick() {
    var now = System.nanoTime();
    if (now - next < 0) {
      return;
    }
    if (Http.answers(url)) {
      passed = true;
      failures = 0;
    } else {
      failures++;
    }
    next = now + (passed ? period : Duration.ofMillis(300)).toNanos();
  }

  /** Whether it passed, and has not failed too often since. */
  boolean holds() {
    return passed && failures < failureThreshold;
  }

  /** Whether it passed once and fails too often now. */
  boolean isLost() {
    return passed && failures >= failureThreshold;
  }
}
