package io.nauthera.webhook.certificates;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** A certificate in a folder with {@code tls.crt} and {@code tls.key}, e.g. a mounted Secret. */
public record MountedCertificate(Path folder) implements CertificateSource {
  @Override
  public ServingCertificate read() throws IOException {
    return ServingCertificate.read(folder);
  }

  @Override
  public void start() throws GeneralSecurityException, IOException {
    var unused = read().keyStore();
  }
}
