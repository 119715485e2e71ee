package io.nauthera.webhook.server;

import io.nauthera.webhook.certificates.ServingCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with a certificate and, optionally, with the authorities of callers. Reads both every second;
 * keeps the old ones if the new ones are not usable.
 */
final class ReloadingTls {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final TlsSources sources;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private @Nullable Material current;
  private @Nullable Material rejected;
  private @Nullable String reported;

  ReloadingTls(TlsSources sources) {
    this.sources = sources;
    factory.setKeyStorePassword("");
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
  }

  /** Reads the first certificate. Fails if none is usable. */
  synchronized void load() throws GeneralSecurityException, IOException {
    Material first = Material.read(sources);
    first.stores().configure(factory);
    current = first;
  }

  /** The certificate that is served now; empty before the first one. */
  synchronized Optional<X509Certificate> certificate() {
    try {
      return current == null ? Optional.empty() : Optional.of(current.serving.leaf());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that is served cannot be read", e);
    }
  }

  /** What one reading gives. */
  private record Material(ServingCertificate serving, Optional<ClientAuthorities> callers) {
    static Material read(TlsSources sources) throws IOException {
      Path callers = sources.clientAuthorities();
      return new Material(
          sources.serving().read(),
          callers == null ? Optional.empty() : Optional.of(ClientAuthorities.read(callers)));
    }

    boolean sameAs(@Nullable Material other) {
      return other != null
          && serving.sameAs(other.serving)
          && callers
              .map(mine -> other.callers.filter(mine::sameAs).isPresent())
              .orElse(other.callers.isEmpty());
    }

    /** Fails if one of them is not usable. */
    Stores stores() throws GeneralSecurityException, IOException {
      return new Stores(serving.keyStore(), callers.isEmpty() ? null : callers.get().trustStore());
    }
  }

  /** What Jetty needs; without a trust store, callers need no certificate. */
  private record Stores(KeyStore keys, @Nullable KeyStore trust) {
    void configure(SslContextFactory.Server factory) {
      factory.setKeyStore(keys);
      if (trust != null) {
        factory.setTrustStore(trust);
        factory.setNeedClientAuth(true);
      }
    }
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  /** Starts a thread that reloads both until it is interrupted. */
  Thread watch() {
    return Thread.ofPlatform().name("certificate-watch").daemon().start(this::reloadRepeatedly);
  }

  private void reloadRepeatedly() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(INTERVAL);
        reload();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Survives every failure: without this thread, the certificate would expire unnoticed. */
  synchronized void reload() {
    Material found = null;
    try {
      found = Material.read(sources);
      if (found.sameAs(current)) {
        reported = null;
        return;
      }
      if (found.sameAs(rejected)) {
        return;
      }
      Stores stores = found.stores();
      factory.reload(changed -> stores.configure(factory));
      current = found;
      reported = null;
      LOG.info("reloaded the serving certificate");
    } catch (Throwable e) {
      rejected = found;
      report(String.valueOf(e.getMessage()));
    }
  }

  /** Once, until the reason changes. */
  private void report(String reason) {
    if (!reason.equals(reported)) {
      reported = reason;
      LOG.warn("cannot use the new serving certificate, keeping the old one: {}", reason);
    }
  }
}
