package io.nauthera.controller.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.nauthera.controller.provisioning.Unavailable;
import java.io.IOException;
import java.net.ConnectException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class KeycloakErrorsTest {
  private static final String SECRET = "s3cr3t-8f2a";
  private final KeycloakErrors errors =
      new KeycloakErrors(
          new KeycloakConnection(
              "http://kc.example",
              "acme",
              "http://kc.example/realms/acme",
              false,
              "nauthera",
              SECRET,
              null));
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(KeycloakErrors.class);
  }

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
  }

  private static Answer answer(int status) {
    return new Answer(status, MissingNode.getInstance(), null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | Keycloak rejects the credentials of service account \"nauthera\" in realm \"acme\": check client_id and client_secret",
        "429 | Keycloak at http://kc.example cannot serve requests now: the controller retries",
        "500 | Keycloak at http://kc.example fails at this request: the controller retries, and the log of Keycloak says why",
        "404 | http://kc.example does not answer as Keycloak does: check spec.issuerUrl and spec.keycloak.url of the AuthServer"
      })
  void answer_hasThisSentence(int status, String sentence) {
    assertThat(errors.refused(answer(status), null).unavailable().detail()).isEqualTo(sentence);
  }

  @Test
  void failures_withOneCause_haveOneSentence() {
    Unavailable first = errors.failed(new ConnectException("host/10.0.0.1")).unavailable();
    Unavailable second = errors.failed(new IOException("host/10.0.0.2")).unavailable();
    assertThat(first).isEqualTo(second).isEqualTo(errors.noAnswer());
    assertThat(first.detail())
        .isEqualTo("Keycloak at http://kc.example cannot be reached or does not answer in time");
  }

  @Test
  void certificate_thatIsNotTrusted_isSaid() {
    assertThat(errors.failed(new SSLHandshakeException("PKIX")).unavailable().detail())
        .contains("TLS", "spec.keycloak.caSecretRef")
        .doesNotContain("PKIX");
  }

  @Test
  void outage_isLoggedOnceOnOneLine() {
    var unused1 = errors.failed(new ConnectException("refused\nforged line"));
    var unused2 = errors.failed(new IOException("reset"));
    var unused3 = errors.refused(answer(503), null);
    errors.succeeded();
    var unused4 = errors.refused(answer(503), null);

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Keycloak at http://kc.example cannot be reached or does not answer in time (ConnectException: \"refused\\u{a}forged line\")",
            "Keycloak at http://kc.example cannot serve requests now: the controller retries (HTTP 503)");
  }

  @Test
  void rejection_withoutAReason_saysSo() {
    assertThat(KeycloakErrors.rejected(answer(400)).detail())
        .isEqualTo("Keycloak rejects the client, without a reason");
  }
}
