package io.nauthera.controller.leadership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Competes for the Lease, one attempt at a time. It measures time only with the clock of this
 * process, so clocks that differ between nodes never make two leaders.
 */
final class LeaseCandidate {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);

  private final LeaseStore store;
  private final LeaseSettings settings;
  private final Clock clock;
  private final LongSupplier nanoTime;

  /** As this process wrote it last; null if it has to be read first. */
  private @Nullable Lease written;

  private @Nullable String seenVersion;
  private long seenSince;
  private Duration seenDuration = Duration.ZERO;
  private String reported = "";
  private boolean isReleased;
  private volatile boolean isLeading;
  private volatile boolean isTakenAway;
  private volatile long renewedAt;

  LeaseCandidate(LeaseStore store, LeaseSettings settings, Clock clock, LongSupplier nanoTime) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Tries once to become the leader, or to stay it. */
  synchronized void attempt() {
    if (isReleased) {
      return;
    }
    try {
      compete();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        warn(
            "the Lease %s cannot be %s: %s"
                .formatted(name(), isLeading ? "renewed" : "read or taken", why(e)));
      }
      // Otherwise another replica was faster.
    }
  }

  private void compete() {
    // Before the request: the others wait from the moment at which the API server handles it.
    long start = nanoTime.getAsLong();
    Optional<Lease> current = Optional.ofNullable(written).or(store::read);
    // Until the write succeeds, it is not known what the Lease contains.
    written = null;
    if (current.isPresent() && !isFree(current.get())) {
      isTakenAway = isLeading;
      report("replica %s leads".formatted(holder(current.get())));
      return;
    }
    written =
        current.isPresent() ? store.replace(taken(current.get())) : store.create(taken(absent()));
    renewedAt = start;
    isLeading = true;
    report("this replica leads");
  }

  private boolean isFree(Lease lease) {
    String version = lease.getMetadata().getResourceVersion();
    long now = nanoTime.getAsLong();
    if (!version.equals(seenVersion)) {
      seenVersion = version;
      seenSince = now;
      seenDuration = duration(lease);
    }
    String holder = holder(lease);
    return holder.isEmpty()
        || holder.equals(settings.holder())
        || (!isLeading && now - seenSince >= seenDuration.toNanos());
  }

  /** The leader can have been started with another duration. */
  private Duration duration(Lease lease) {
    LeaseSpec spec = lease.getSpec();
    Integer seconds = spec == null ? null : spec.getLeaseDurationSeconds();
    Duration ofHolder = Duration.ofSeconds(seconds == null ? 0 : seconds);
    return ofHolder.compareTo(settings.duration()) > 0 ? ofHolder : settings.duration();
  }

  private static String holder(Lease lease) {
    LeaseSpec spec = lease.getSpec();
    return spec == null ? "" : Objects.requireNonNullElse(spec.getHolderIdentity(), "");
  }

  private Lease taken(Lease lease) {
    boolean isRenewal = holder(lease).equals(settings.holder());
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    var spec =
        new LeaseBuilder(lease)
            .editOrNewSpec()
            .withHolderIdentity(settings.holder())
            .withLeaseDurationSeconds((int) settings.duration().toSeconds())
            .withRenewTime(now);
    if (!isRenewal) {
      Integer transitions = spec.getLeaseTransitions();
      spec.withAcquireTime(now).withLeaseTransitions(transitions == null ? 0 : transitions + 1);
    }
    return spec.endSpec().build();
  }

  private Lease absent() {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(settings.name())
        .withNamespace(settings.namespace())
        .endMetadata()
        .build();
  }

  /** Lets another replica lead at once, and does not compete any more. */
  synchronized void release() {
    isReleased = true;
    if (!isLeading) {
      return;
    }
    isLeading = false;
    try {
      Optional.ofNullable(written)
          .or(store::read)
          .filter(lease -> holder(lease).equals(settings.holder()))
          .ifPresent(lease -> {
            var unused =
                store.replace(
                    new LeaseBuilder(lease).editSpec().withHolderIdentity(null).endSpec().build());
          });
    } catch (KubernetesClientException e) {
      LOG.warn(
          "the Lease {} cannot be released, so another replica waits for it: {}", name(), why(e));
    }
  }

  boolean isLeading() {
    return isLeading;
  }

  /** How long this process may still lead without a renewal. */
  Duration remaining() {
    return isTakenAway
        ? Duration.ZERO
        : Duration.ofNanos(renewedAt + settings.renewDeadline().toNanos() - nanoTime.getAsLong());
  }

  /** How long to wait before the next attempt: a Lease that expires earlier is taken earlier. */
  synchronized Duration pause() {
    Duration retry = settings.retryPeriod();
    if (isLeading || seenVersion == null) {
      return retry;
    }
    Duration untilExpiry = seenDuration.minusNanos(nanoTime.getAsLong() - seenSince);
    return untilExpiry.isPositive() && untilExpiry.compareTo(retry) < 0 ? untilExpiry : retry;
  }

  private void warn(String problem) {
    if (!problem.equals(reported)) {
      reported = problem;
      LOG.warn(problem);
    }
  }

  private void report(String state) {
    if (!state.equals(reported)) {
      reported = state;
      LOG.info(state);
    }
  }

  private String name() {
    return settings.namespace() + "/" + settings.name();
  }

  private static String why(KubernetesClientException e) {
    if (e.getCode() > 0) {
      return "HTTP " + e.getCode();
    }
    Throwable cause = e.getCause();
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }
}
