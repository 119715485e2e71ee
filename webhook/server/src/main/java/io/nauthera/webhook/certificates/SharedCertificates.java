package io.nauthera.webhook.certificates;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all replicas share in one Secret.
 *
 * @param authority signs the next serving certificate
 * @param trusted what callers must trust: the authority first, then the earlier ones
 * @param serving null before the first serving certificate; signed by one of {@code trusted}
 */
record SharedCertificates(
    CertificateAuthority authority,
    List<X509Certificate> trusted,
    @Nullable ServingCertificate serving) {
  private static final int DNS_NAME = 2;

  static final String CA_CERTIFICATES = "ca.crt";
  static final String CA_KEY = "ca.key";
  static final String CERTIFICATE = "tls.crt";
  static final String KEY = "tls.key";

  SharedCertificates {
    trusted = List.copyOf(trusted);
  }

  /** Empty if the authority cannot be used; without a serving certificate if that is damaged. */
  static Optional<SharedCertificates> of(Map<String, byte[]> data) {
    try {
      List<X509Certificate> trusted = Pem.certificates(part(data, CA_CERTIFICATES));
      if (trusted.isEmpty()) {
        return Optional.empty();
      }
      var authority = CertificateAuthority.of(trusted.getFirst(), part(data, CA_KEY));
      return Optional.of(new SharedCertificates(authority, trusted, serving(data, trusted)));
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable ServingCertificate serving(
      Map<String, byte[]> data, List<X509Certificate> trusted) {
    try {
      var serving = ServingCertificate.of(part(data, CERTIFICATE), part(data, KEY));
      var unused = serving.keyStore();
      X509Certificate leaf = serving.leaf();
      return trusted.stream().anyMatch(issuer -> isIssued(leaf, issuer)) ? serving : null;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      return null;
    }
  }

  private static byte[] part(Map<String, byte[]> data, String key) {
    return data.getOrDefault(key, new byte[0]);
  }

  Map<String, byte[]> data() {
    var data = new TreeMap<String, byte[]>();
    data.put(CA_CERTIFICATES, Pem.of(trusted));
    data.put(CA_KEY, authority.keyPem());
    if (serving != null) {
      data.put(CERTIFICATE, serving.certificate());
      data.put(KEY, serving.key());
    }
    return data;
  }

  SharedCertificates withServing(ServingCertificate signed) {
    return new SharedCertificates(authority, trusted, signed);
  }

  SharedCertificates trusting(List<X509Certificate> fewer) {
    return new SharedCertificates(authority, fewer, serving);
  }

  /** A new authority takes over. The serving certificate stays while its authority is trusted. */
  static SharedCertificates startedBy(
      CertificateAuthority authority,
      List<X509Certificate> earlier,
      @Nullable SharedCertificates before) {
    var trusted = new ArrayList<X509Certificate>();
    trusted.add(authority.certificate());
    trusted.addAll(earlier);
    boolean keeps = before != null && before.issuer().filter(trusted::contains).isPresent();
    return new SharedCertificates(
        authority, trusted, keeps ? Objects.requireNonNull(before).serving : null);
  }

  /** The serving certificate itself, to be read. */
  Optional<X509Certificate> leaf() {
    try {
      return serving == null ? Optional.empty() : Optional.of(serving.leaf());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read before cannot be read", e);
    }
  }

  /** Who signed the serving certificate. */
  Optional<X509Certificate> issuer() {
    return leaf()
        .flatMap(leaf -> trusted.stream().filter(issuer -> isIssued(leaf, issuer)).findFirst());
  }

  /** Whether the serving certificate is valid for all these names. */
  boolean serves(List<String> dnsNames) {
    return leaf()
        .map(SharedCertificates::dnsNames)
        .filter(all -> all.containsAll(dnsNames))
        .isPresent();
  }

  private static List<String> dnsNames(X509Certificate leaf) {
    try {
      Collection<List<?>> names = leaf.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> name.get(0).equals(DNS_NAME))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static boolean isIssued(X509Certificate leaf, X509Certificate issuer) {
    PublicKey key = issuer.getPublicKey();
    try {
      leaf.verify(key);
      return leaf.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Without keys. */
  @Override
  public String toString() {
    return "SharedCertificates[trusted=%d]".formatted(trusted.size());
  }
}
