package io.nauthera.sandbox.cluster;

import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** Sockets with the certificates of one control plane. */
record TlsSockets(Pki pki) {
  private static final String ALGORITHM = "RSA";

  /** Listens with the certificate of the API server. */
  ServerSocketFactory listening() {
    try {
      KeyManager[] keys =
          SSLUtils.keyManagers(
              null,
              pki.file("apiserver.crt").toString(),
              null,
              pki.file("apiserver.key").toString(),
              ALGORITHM,
              "",
              null,
              "");
      return SSLUtils.sslContext(keys, trusted()).getServerSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls servers whose certificate the CA of the control plane has signed. */
  SocketFactory calling() {
    try {
      return SSLUtils.sslContext(new KeyManager[0], trusted()).getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private TrustManager[] trusted() throws GeneralSecurityException, IOException {
    return SSLUtils.trustManagers(null, pki.file("ca.crt").toString(), false, null, null);
  }
}
