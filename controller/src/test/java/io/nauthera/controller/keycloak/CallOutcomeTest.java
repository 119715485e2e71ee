package io.nauthera.controller.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallOutcomeTest {
  @ParameterizedTest
  @CsvSource({
    "200, success",
    "201, success",
    "400, rejected",
    "404, rejected",
    "409, rejected",
    "401, unauthorized",
    "403, unauthorized",
    "429, throttled",
    "500, server_error",
    "503, server_error"
  })
  void outcome_ofAStatus_saysWhoHasToAct(int status, String outcome) {
    assertThat(CallOutcome.of(status)).hasToString(outcome);
  }

  @Test
  void request_withoutAnAnswer_isObservedToItsEnd() throws Exception {
    List<String> observed = new CopyOnWriteArrayList<>();
    var nowhere = KeycloakHttp.request("http://127.0.0.1:1/realms/acme?x=y").GET().build();

    try (var http =
        KeycloakHttp.of(
            null,
            Duration.ofSeconds(5),
            (method, path) -> outcome -> observed.add(method + " " + path + " " + outcome))) {
      var unused = http.send(nowhere, 100);
    } catch (IOException e) {
      // As expected.
    }

    assertThat(observed).containsExactly("GET /realms/acme no_answer");
  }
}
