package io.nauthera.images;

import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * The public certificate authorities, PEM by file name. They come from a package and not from the
 * JDK, because the JDK of a distribution trusts what this machine trusts, e.g. a company's proxy.
 */
record CertificateAuthorities(Map<String, String> certificates) {
  /** Reads all files *.crt below a folder. */
  static CertificateAuthorities read(Path folder) {
    var certificates = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files::iterator) {
        var name = file.getFileName().toString();
        if (name.endsWith(".crt")) {
          certificates.put(name, Files.readString(file).strip() + "\n");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (certificates.isEmpty()) {
      throw new SandboxException(folder + " contains no certificates");
    }
    return new CertificateAuthorities(certificates);
  }

  String pem() {
    return String.join("", certificates.values());
  }

  /** Writes a PKCS #12 file without a password, as the JDK has it, and without random parts. */
  void writeTrustStore(Path file) {
    Folders.create(file.resolveSibling("."));
    try (var output = Files.newOutputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      var factory = CertificateFactory.getInstance("X.509");
      for (var entry : certificates.entrySet()) {
        var bytes = entry.getValue().getBytes(StandardCharsets.UTF_8);
        store.setCertificateEntry(
            entry.getKey(), factory.generateCertificate(new ByteArrayInputStream(bytes)));
      }
      store.store(output, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot write a trust store", e);
    }
  }
}
