package io.nauthera.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator reads when a variable is wrong. */
class EnvironmentTest {
  @Test
  void address_ofHostAndPort_isTaken() {
    var environment = new Environment(Map.of("POD_IP", "127.0.0.1", "NAUTHERA_PORT", "9443"));

    assertThat(environment.address("POD_IP", "NAUTHERA_PORT"))
        .returns("127.0.0.1", InetSocketAddress::getHostString)
        .returns(9443, InetSocketAddress::getPort);
  }

  @Test
  void required_missing_namesVariableAndWhatIsAccepted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Environment(Map.of()).required("POD_NAME", "the name of the pod"))
        .withMessage("environment variable POD_NAME is not set: set it to the name of the pod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void required_blank_countsAsNotSet(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Environment(Map.of("X", value)).required("X", "anything"))
        .withMessage("environment variable X is not set: set it to anything");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "http", "9443 "})
  void port_notAPort_namesVariableValueAndRange(String value) {
    var environment = new Environment(Map.of("POD_IP", "127.0.0.1", "NAUTHERA_PORT", value));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> environment.address("POD_IP", "NAUTHERA_PORT"))
        .withMessage(
            "environment variable NAUTHERA_PORT has the value \"%s\": set it to a port number from 1 to 65535",
            value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.such.host.invalid", "1.2.3.4.5"})
  void host_thatDoesNotResolve_namesVariableAndValue(String host) {
    var environment = new Environment(Map.of("POD_IP", host, "NAUTHERA_PORT", "9443"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> environment.address("POD_IP", "NAUTHERA_PORT"))
        .withMessage(
            "environment variable POD_IP has the value \"%s\": set it to an IP address of this host",
            host);
  }

  @ParameterizedTest
  @CsvSource({"90, 90", "90s, 90", "2m, 120", "'', 60", "' ', 60"})
  void duration_inSecondsOrWithUnits_isRead(String value, long seconds) {
    var environment = new Environment(Map.of("X", value));
    assertThat(environment.duration("X", Duration.ofSeconds(60)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0s", "-1", "soon", "1d"})
  void duration_anythingElse_namesVariableValueAndWhatIsAccepted(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Environment(Map.of("X", value)).duration("X", Duration.ZERO))
        .withMessage(
            "environment variable X has the value \"%s\": set it to a duration, e.g. 60s or 2m",
            value);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'', false"})
  void flag_trueOrFalse_isRead(String value, boolean flag) {
    assertThat(new Environment(Map.of("X", value)).flag("X")).isEqualTo(flag);
    assertThat(new Environment(Map.of()).flag("X")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE", "1"})
  void flag_anythingElse_namesVariableValueAndWhatIsAccepted(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Environment(Map.of("X", value)).flag("X"))
        .withMessage("environment variable X has the value \"%s\": set it to true or false", value);
  }

  @Test
  void count_isRead() {
    assertThat(new Environment(Map.of("X", "42")).count("X", 7)).isEqualTo(42);
    assertThat(new Environment(Map.of()).count("X", 7)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "1.5", "9999999999"})
  void count_anythingElse_namesVariableValueAndWhatIsAccepted(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Environment(Map.of("X", value)).count("X", 7))
        .withMessage(
            "environment variable X has the value \"%s\": set it to a number from 1 to 999999999",
            value);
  }
}
