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
 * TLS with the certificate of the mounted Secret. Reads it every second; keeps the old certificate
 * if the new one is not usable.
 */
final class ReloadingTls {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Path folder;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private @Nullable ServingCertificate current;
  private @Nullable ServingCertificate rejected;

  /** Fails if there is no usable certificate. */
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

  /** Starts a thread that reloads the certificate until it is interrupted. */
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

  synchronized void reload() {
    ServingCertificate found = null;
    try {
      found = ServingCertificate.read(folder);
      if (isSame(current, found) || isSame(rejected, found)) {
        return;
      }
      var keys = found.keyStore();
      factory.reload(changed -> changed.setKeyStore(keys));
      current = found;
      LOG.info("reloaded the serving certificate");
    } catch (Exception e) {
      rejected = found;
      LOG.warn("cannot use the new serving certificate, keeping the old one: {}", e.getMessage());
    }
  }

  private static boolean isSame(@Nullable ServingCertificate known, ServingCertificate found) {
    return known != null && known.sameAs(found);
  }
}
