package io.nauthera.webhook.certificates;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A webhook configuration, as far as certificates are concerned.
 *
 * @param version the resourceVersion
 * @param bundles for each of its webhooks, by name, what the API server trusts, in Base64; may be
 *     empty
 */
record WebhookConfiguration(Kind kind, String version, Map<String, String> bundles) {
  /** The two kinds, as messages name them. */
  enum Kind {
    VALIDATING("ValidatingWebhookConfiguration"),
    MUTATING("MutatingWebhookConfiguration");

    final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  WebhookConfiguration {
    bundles = Map.copyOf(bundles);
  }

  boolean isInjected(String bundle) {
    return bundles.values().stream().allMatch(bundle::equals);
  }

  /** Authorities that the API server trusts for at least one of the webhooks. */
  Set<X509Certificate> trusted() {
    var all = new LinkedHashSet<X509Certificate>();
    different().forEach(bundle -> all.addAll(certificates(bundle)));
    return all;
  }

  /** Whether the API server trusts the authority for each of the webhooks. */
  boolean trusts(X509Certificate authority) {
    return different().stream().allMatch(bundle -> certificates(bundle).contains(authority));
  }

  /** Mostly one, so that it is read once. */
  private Set<String> different() {
    return new LinkedHashSet<>(bundles.values());
  }

  private static List<X509Certificate> certificates(String bundle) {
    try {
      return Pem.certificates(Base64.getDecoder().decode(bundle));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return List.of(); // changed by hand, and replaced soon
    }
  }
}
