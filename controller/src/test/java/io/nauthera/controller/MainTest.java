package io.nauthera.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.runtime.ProgramRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The controller as a process that cannot start. */
class MainTest {
  @Test
  void start_withoutItsEnvironment_isOneLineAndAnExitCode() throws Exception {
    var run = ProgramRun.of(Main.class, Map.of("NAUTHERA_HEALTH_PORT", "8081"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .singleElement()
        .asString()
        .contains("ERROR")
        .endsWith(
            "cannot start: environment variable POD_IP is not set: set it to an IP address of this host ");
  }

  @Test
  void start_onAnAddressOfAnotherHost_isOneLineAndAnExitCode() throws Exception {
    var run =
        ProgramRun.of(
            Main.class,
            Map.of(
                "POD_IP", "192.0.2.1", "NAUTHERA_HEALTH_PORT", "8081", "POD_NAME", "controller-0"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .singleElement()
        .asString()
        .contains("cannot start: cannot listen on /192.0.2.1:8081: ");
  }
}
