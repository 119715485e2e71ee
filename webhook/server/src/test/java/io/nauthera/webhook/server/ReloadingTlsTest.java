package io.nauthera.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nauthera.webhook.certificates.MountedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the log says about a certificate that cannot be read. */
class ReloadingTlsTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(ReloadingTls.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir Path folder;

  @BeforeEach
  void record() {
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
  }

  @AfterEach
  void stopRecording() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  @Test
  void missingCertificate_isReportedOnce_eachTimeItIsMissing() throws Exception {
    TestCertificate.of("first").writeTo(folder);
    var tls = new ReloadingTls(new TlsSources(new MountedCertificate(folder), null));
    tls.load();
    Path certificate = folder.resolve("tls.crt");
    String pem = Files.readString(certificate);

    Files.delete(certificate);
    tls.reload();
    tls.reload();
    Files.writeString(certificate, pem);
    tls.reload();
    Files.delete(certificate);
    tls.reload();

    assertThat(log.list)
        .hasSize(2)
        .allSatisfy(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.WARN);
          assertThat(event.getFormattedMessage())
              .contains("tls.crt does not exist: check that the certificate Secret is mounted");
        });
  }
}
