package io.nauthera.controller.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.controller.provisioning.ClientRegistry.Cause;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeycloakErrorsTest {
  private static final String SECRET = "s3cr3t-8f2a";
  private final KeycloakErrors errors =
      new KeycloakErrors(
          new KeycloakConnection(
              "http://kc.example",
              "acme",
              "http://kc.example/realms/acme",
              "nauthera",
              SECRET,
              null));

  private static WebApplicationException answer(int status) {
    return KeycloakErrors.of(Response.status(status).build());
  }

  @ParameterizedTest
  @CsvSource({
    "401, CREDENTIALS_REJECTED",
    "403, FORBIDDEN",
    "404, OVERLOADED",
    "409, OVERLOADED",
    "429, OVERLOADED",
    "500, OVERLOADED",
    "503, OVERLOADED"
  })
  void answer_toACall_meansThis(int status, Cause cause) {
    Unavailable unavailable = errors.unavailable(answer(status));
    assertThat(unavailable.cause()).isEqualTo(cause);
    assertThat(unavailable.detail()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "400, CREDENTIALS_REJECTED",
    "401, CREDENTIALS_REJECTED",
    "404, REALM_MISSING",
    "503, OVERLOADED"
  })
  void answer_toTheTokenRequest_meansThis(int status, Cause cause) {
    var wrapped = new ProcessingException(answer(status));
    assertThat(errors.outcome(wrapped))
        .isInstanceOfSatisfying(
            Unavailable.class, unavailable -> assertThat(unavailable.cause()).isEqualTo(cause));
  }

  @Test
  void silence_isUnreachable() {
    Unavailable unavailable =
        errors.unavailable(new ProcessingException(new ConnectException("Connection refused")));
    assertThat(unavailable)
        .isEqualTo(
            new Unavailable(
                Cause.UNREACHABLE,
                "Keycloak at http://kc.example cannot be reached: ConnectException: Connection refused"));
  }

  @Test
  void refusal_ofAClient_isRejected() {
    assertThat(errors.outcome(answer(400)))
        .isEqualTo(new Rejected("Keycloak rejects the client: no reason given"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | Keycloak rejects the credentials of service account nauthera in realm acme: check client_id and client_secret",
        "403 | service account nauthera of realm acme needs the roles manage-clients and view-realm of realm-management",
        "503 | Keycloak at http://kc.example responds with HTTP 503: the controller retries"
      })
  void answer_toACall_isThisSentence(int status, String sentence) {
    assertThat(errors.unavailable(answer(status)).detail()).isEqualTo(sentence);
  }

  @Test
  void realm_missing_isNamed() {
    assertThat(errors.unavailable(new ProcessingException(answer(404))).detail())
        .isEqualTo("realm acme does not exist in Keycloak at http://kc.example");
  }

  @Test
  void token_refused_differsFromOtherAnswers() {
    assertThat(answer(401)).isInstanceOf(NotAuthorizedException.class);
  }
}
