package io.nauthera.webhook.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS whose certificate follows the mounted Secret: looks each second, takes a good pair, keeps the
 * old one otherwise.
 */
final class ReloadingTls {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Path folder;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private @Nullable ServingCertificate current;
  private @Nullable ServingCertificate refused;

  /** Fails where there is no usable certificate yet. */
  ReloadingTls(Path folder) throws GeneralSecurityException, IOException {
    this.folder = folder;
    ServingCertificate first = ServingCertificate.read(folder);
    factory.setKeyStore(first.keyStore());
    factory.setKeyStorePassword("");
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    current = first;
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  /** Looks until the thread that is returned is interrupted. */
  Thread watch() {
    return Thread.ofPlatform().name("certificate-watch").daemon().start(this::look);
  }

  private void look() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(INTERVAL);
        reload();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void reload() {
    ServingCertificate found = null;
    try {
      found = ServingCertificate.read(folder);
      if (isKnown(current, found) || isKnown(refused, found)) {
        return;
      }
      var keys = found.keyStore();
      factory.reload(changed -> changed.setKeyStore(keys));
      current = found;
      LOG.info("serving certificate reloaded");
    } catch (Exception e) {
      refused = found;
      LOG.warn("serving certificate not taken, the old one stays: {}", e.getMessage());
    }
  }

  private static boolean isKnown(@Nullable ServingCertificate known, ServingCertificate found) {
    return known != null && known.sameAs(found);
  }
}
