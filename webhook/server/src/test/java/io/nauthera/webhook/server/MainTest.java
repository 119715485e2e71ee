package io.nauthera.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.runtime.ProgramRun;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The webhook as a process that cannot start. */
class MainTest {
  @Test
  void start_withAWrongPort_isOneLineAndAnExitCode() throws Exception {
    var run = ProgramRun.of(Main.class, Map.of("POD_IP", "127.0.0.1", "NAUTHERA_PORT", "https"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .singleElement()
        .asString()
        .contains("ERROR")
        .contains(
            "cannot start: environment variable NAUTHERA_PORT has the value \"https\": set it to a port number from 1 to 65535");
  }

  @Test
  void log_ofTheFormatJson_isOneObjectPerLine() throws Exception {
    var run = ProgramRun.of(Main.class, Map.of("POD_IP", "nowhere", "NAUTHERA_LOG_FORMAT", "json"));

    assertThat(run.output()).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(run.output().getFirst());
    assertThat(line.path("level").textValue()).isEqualTo("ERROR");
    assertThat(line.path("message").textValue())
        .startsWith("cannot start: environment variable NAUTHERA_PORT is not set");
  }

  @Test
  void start_withoutACertificate_isOneLineAndAnExitCode(@TempDir Path empty) throws Exception {
    var run =
        ProgramRun.of(
            Main.class,
            Map.of(
                "POD_IP", "127.0.0.1",
                "NAUTHERA_PORT", "9443",
                "NAUTHERA_HEALTH_PORT", "8081",
                "NAUTHERA_TLS_DIR", empty.toString()));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .singleElement()
        .asString()
        .contains(
            "cannot start: file %s does not exist: check that the certificate Secret is mounted"
                .formatted(empty.resolve("tls.crt")));
  }
}
