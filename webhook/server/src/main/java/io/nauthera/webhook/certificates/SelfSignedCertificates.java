package io.nauthera.webhook.certificates;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.webhook.certificates.Cluster.Content;
import io.nauthera.webhook.certificates.RotationPlan.Situation;
import io.nauthera.webhook.certificates.RotationStep.AwaitTrust;
import io.nauthera.webhook.certificates.RotationStep.InjectBundle;
import io.nauthera.webhook.certificates.RotationStep.NewAuthority;
import io.nauthera.webhook.certificates.RotationStep.Nothing;
import io.nauthera.webhook.certificates.RotationStep.ShortenBundle;
import io.nauthera.webhook.certificates.RotationStep.SignCertificate;
import io.nauthera.webhook.certificates.WebhookConfiguration.Kind;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates of an authority of our own. All replicas share one Secret, and each of them keeps
 * the Secret and the webhook configurations as they should be.
 */
public final class SelfSignedCertificates implements CertificateSource {
  private static final Logger LOG = LoggerFactory.getLogger(SelfSignedCertificates.class);

  private static final Duration WHILE_WAITING = Duration.ofSeconds(1);
  private static final Duration AFTER_A_STEP = Duration.ofMillis(200);

  private final CertificateSettings settings;
  private final RotationPlan plan;
  private final Cluster cluster;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final CountDownLatch firstCertificate = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("certificates").daemon().unstarted(this::repeat);

  private volatile @Nullable ServingCertificate current;
  private volatile boolean isTrusted;

  // The fields below belong to the thread.
  private @Nullable String parsedVersion;
  private @Nullable SharedCertificates parsed;
  private @Nullable SharedCertificates remembered;
  private @Nullable X509Certificate currentIssuer;
  private @Nullable X509Certificate observed;
  private long trustedSince;
  private boolean isFirst = true;
  private @Nullable String reported;

  public SelfSignedCertificates(
      CertificateSettings settings, KubernetesClient kubernetes, InstantSource clock) {
    this(settings, new KubernetesCluster(kubernetes, settings), clock, System::nanoTime);
  }

  SelfSignedCertificates(
      CertificateSettings settings, Cluster cluster, InstantSource clock, LongSupplier nanoTime) {
    this.settings = settings;
    this.plan = new RotationPlan(settings.dnsNames(), settings.duration());
    this.cluster = cluster;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void awaitTrusted() throws InterruptedException {
    firstCertificate.await();
  }

  @Override
  public ServingCertificate read() throws IOException {
    ServingCertificate serving = current;
    if (serving == null) {
      throw new IOException("the webhook has not signed its certificate yet");
    }
    return serving;
  }

  @Override
  public boolean isTrusted() {
    return isTrusted;
  }

  @Override
  public boolean isAlive() {
    return thread.getState() == Thread.State.NEW || thread.isAlive();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  /** Survives every failure: without this thread, the certificate would expire unnoticed. */
  private void repeat() {
    while (!Thread.currentThread().isInterrupted()) {
      Duration pause = WHILE_WAITING;
      try {
        pause = round();
        reported = null;
      } catch (KubernetesClientException e) {
        report(
            e.getStatus() == null
                ? "the API server cannot be reached"
                : "%s (HTTP %d)".formatted(e.getStatus().getMessage(), e.getCode()));
      } catch (Throwable e) {
        report(e.toString());
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Once, until the reason changes. */
  private void report(String reason) {
    if (!reason.equals(reported) && !Thread.currentThread().isInterrupted()) {
      reported = reason;
      LOG.warn("cannot keep the certificates up to date, will retry: {}", reason);
    }
  }

  /** Takes one step, and returns how long to wait before the next one. */
  Duration round() throws GeneralSecurityException, IOException {
    // First the configurations: a replica changes the Secret before it changes them. So a replica
    // that is late never writes an older bundle over a newer one.
    List<WebhookConfiguration> configurations = cluster.configurations();
    Optional<Content> content = cluster.secret();
    SharedCertificates shared = content.map(this::parsed).orElse(null);
    Instant now = clock.instant();
    Duration trustedFor = trustedFor(shared, configurations);
    RotationStep step =
        plan.next(new Situation(shared, remembered, configurations, trustedFor, isFirst, now));
    serve(shared, configurations);
    if (!(step instanceof NewAuthority)) {
      remembered = shared;
    }
    return switch (step) {
      case NewAuthority(List<X509Certificate> earlier) -> {
        var authority = CertificateAuthority.create(now, settings.caDuration());
        var before = shared == null ? remembered : shared;
        var started = SharedCertificates.startedBy(authority, earlier, before);
        if (write(content, started)) {
          LOG.info(
              "made a new certificate authority, which ends {}; callers go on to trust {} earlier ones",
              authority.certificate().getNotAfter().toInstant(),
              earlier.size());
          isFirst = false;
          remembered = started;
        }
        yield AFTER_A_STEP;
      }
      case InjectBundle(List<WebhookConfiguration> outdated) -> {
        isFirst = false;
        inject(outdated, RotationPlan.bundle(known(shared)));
        yield AFTER_A_STEP;
      }
      case SignCertificate() -> {
        var signed = known(shared).authority().sign(settings.dnsNames(), now, settings.duration());
        if (write(content, known(shared).withServing(signed))) {
          LOG.info(
              "signed a serving certificate, which ends {}",
              signed.leaf().getNotAfter().toInstant());
        }
        yield AFTER_A_STEP;
      }
      case ShortenBundle(List<X509Certificate> trusted) -> {
        if (write(content, known(shared).trusting(trusted))) {
          LOG.info("took certificate authorities out of the bundle; {} are left", trusted.size());
        }
        yield AFTER_A_STEP;
      }
      case AwaitTrust() -> WHILE_WAITING;
      case Nothing() -> {
        isFirst = false;
        yield configurations.isEmpty() ? WHILE_WAITING : settings.interval();
      }
    };
  }

  /** Reads each version once: it checks keys, which takes milliseconds. */
  private @Nullable SharedCertificates parsed(Content content) {
    if (!content.version().equals(parsedVersion)) {
      parsed = SharedCertificates.of(content.data()).orElse(null);
      parsedVersion = content.version();
    }
    return parsed;
  }

  /** Serves a certificate only when the API server already trusts who signed it. */
  private void serve(
      @Nullable SharedCertificates shared, List<WebhookConfiguration> configurations) {
    X509Certificate issuer = shared == null ? null : shared.issuer().orElse(null);
    if (shared != null && issuer != null && areTrusting(configurations, issuer)) {
      current = shared.serving();
      currentIssuer = issuer;
    }
    X509Certificate served = currentIssuer;
    isTrusted = served != null && areTrusting(configurations, served);
    if (isTrusted) {
      firstCertificate.countDown();
    }
  }

  private Duration trustedFor(
      @Nullable SharedCertificates shared, List<WebhookConfiguration> configurations) {
    X509Certificate authority = shared == null ? null : shared.authority().certificate();
    if (authority == null || !areTrusting(configurations, authority)) {
      observed = null;
      return Duration.ZERO;
    }
    if (!authority.equals(observed)) {
      observed = authority;
      trustedSince = nanoTime.getAsLong();
    }
    return Duration.ofNanos(nanoTime.getAsLong() - trustedSince);
  }

  /** Without the validating one, the installation is not complete. */
  private static boolean areTrusting(
      List<WebhookConfiguration> configurations, X509Certificate authority) {
    return configurations.stream().anyMatch(found -> found.kind() == Kind.VALIDATING)
        && configurations.stream().allMatch(found -> found.trusts(authority));
  }

  private boolean write(Optional<Content> before, SharedCertificates shared) {
    boolean isWritten =
        before.isPresent()
            ? cluster.replace(before.get(), shared.data())
            : cluster.create(shared.data());
    if (!isWritten) {
      LOG.info("another replica has changed the certificates meanwhile");
    }
    return isWritten;
  }

  private void inject(List<WebhookConfiguration> outdated, String bundle) {
    for (WebhookConfiguration configuration : outdated) {
      if (cluster.inject(configuration, bundle)) {
        LOG.info("wrote the CA bundle to {} {}", configuration.kind(), settings.configuration());
      }
    }
  }

  private static SharedCertificates known(@Nullable SharedCertificates shared) {
    return Objects.requireNonNull(shared, "a step that needs the Secret");
  }
}
