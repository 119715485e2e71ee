package io.nauthera.webhook.certificates;

import io.nauthera.webhook.certificates.RotationStep.AwaitTrust;
import io.nauthera.webhook.certificates.RotationStep.InjectBundle;
import io.nauthera.webhook.certificates.RotationStep.NewAuthority;
import io.nauthera.webhook.certificates.RotationStep.Nothing;
import io.nauthera.webhook.certificates.RotationStep.ShortenBundle;
import io.nauthera.webhook.certificates.RotationStep.SignCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next step of a rotation. Each step leads to a state from which the next replica can
 * go on: first an authority, then its trust, then a certificate that it signs.
 */
record RotationPlan(List<String> dnsNames, Duration duration) {
  /** An API server needs a moment to see a new bundle. */
  static final Duration SETTLING = Duration.ofSeconds(5);

  /** Earlier authorities in a bundle. Each rotation by hand adds one. */
  private static final int MAX_EARLIER = 4;

  /**
   * What a replica sees.
   *
   * @param shared what the Secret holds; null if it is missing or damaged
   * @param remembered what the Secret held before, as far as the process knows
   * @param configurations the webhook configurations that exist
   * @param trustedFor how long all of them have trusted the authority; zero if they do not
   * @param isFirst whether the process has just started
   */
  record Situation(
      @Nullable SharedCertificates shared,
      @Nullable SharedCertificates remembered,
      List<WebhookConfiguration> configurations,
      Duration trustedFor,
      boolean isFirst,
      Instant now) {
    Situation {
      configurations = List.copyOf(configurations);
    }
  }

  RotationStep next(Situation situation) {
    SharedCertificates shared = situation.shared;
    if (shared == null
        || Lifetime.of(shared.authority().certificate()).isDue(situation.now)
        || (situation.isFirst && !shared.trusted().containsAll(trustedByApiServer(situation)))
        || hasLost(shared, situation)) {
      return new NewAuthority(earlier(situation));
    }
    List<WebhookConfiguration> outdated =
        situation.configurations.stream()
            .filter(configuration -> !configuration.isInjected(bundle(shared)))
            .toList();
    if (!outdated.isEmpty()) {
      return new InjectBundle(outdated);
    }
    if (isDue(shared, situation.now)) {
      return situation.trustedFor.compareTo(SETTLING) < 0
          ? new AwaitTrust()
          : new SignCertificate();
    }
    List<X509Certificate> needed =
        shared.trusted().stream().filter(ca -> isNeeded(ca, shared, situation.now)).toList();
    return needed.equals(shared.trusted()) ? new Nothing() : new ShortenBundle(needed);
  }

  /** Whether callers would not trust any more what replicas serve: an old Secret was restored. */
  private static boolean hasLost(SharedCertificates shared, Situation situation) {
    return situation.remembered != null
        && situation
            .remembered
            .issuer()
            .filter(issuer -> !Lifetime.of(issuer).hasEnded(situation.now))
            .filter(issuer -> !shared.trusted().contains(issuer))
            .isPresent();
  }

  static String bundle(SharedCertificates shared) {
    return Base64.getEncoder().encodeToString(Pem.of(shared.trusted()));
  }

  /**
   * The authorities that sign what replicas serve now. Another certificate mode can have put them
   * into the configurations, and its pods still run until the new ones are ready.
   */
  private static Set<X509Certificate> trustedByApiServer(Situation situation) {
    var trusted = new LinkedHashSet<X509Certificate>();
    situation.configurations.forEach(configuration -> trusted.addAll(configuration.trusted()));
    trusted.removeIf(ca -> Lifetime.of(ca).hasEnded(situation.now));
    return trusted;
  }

  /** The most important ones first: what signed the certificates that are served now. */
  private static List<X509Certificate> earlier(Situation situation) {
    List<SharedCertificates> known =
        Stream.of(Optional.ofNullable(situation.shared), Optional.ofNullable(situation.remembered))
            .flatMap(Optional::stream)
            .toList();
    var own = new LinkedHashSet<X509Certificate>();
    known.forEach(certificates -> own.addAll(certificates.trusted()));
    var foreign = trustedByApiServer(situation);
    foreign.removeAll(own);
    var earlier = new LinkedHashSet<X509Certificate>();
    known.forEach(certificates -> certificates.issuer().ifPresent(earlier::add));
    earlier.addAll(foreign);
    earlier.addAll(own);
    earlier.removeIf(ca -> Lifetime.of(ca).hasEnded(situation.now));
    return earlier.stream().limit(MAX_EARLIER).toList();
  }

  private boolean isDue(SharedCertificates shared, Instant now) {
    return shared.leaf().map(leaf -> Lifetime.of(leaf).isDue(now)).orElse(true)
        || !shared.issuer().filter(shared.authority().certificate()::equals).isPresent()
        || !shared.serves(dnsNames);
  }

  /** What an earlier authority has signed lives for one more lifetime of a certificate at most. */
  private boolean isNeeded(X509Certificate ca, SharedCertificates shared, Instant now) {
    X509Certificate newest = shared.authority().certificate();
    return ca.equals(newest)
        || (!Lifetime.of(ca).hasEnded(now)
            && now.isBefore(Lifetime.of(newest).start().plus(duration)));
  }
}
