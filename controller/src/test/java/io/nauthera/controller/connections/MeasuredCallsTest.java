package io.nauthera.controller.connections;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.governance.ServerName;
import io.nauthera.controller.keycloak.CallObserver;
import io.nauthera.controller.keycloak.CallOutcome;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.tracing.Tracing;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeasuredCallsTest {
  private static final ServerName SERVER = new ServerName("security", "main");

  private final Metrics metrics = new Metrics(Metric.Program.CONTROLLER);
  private final MeasuredCalls calls = new MeasuredCalls(metrics, Tracing.OFF);

  @ParameterizedTest
  @EnumSource
  void call_isCountedByItsOutcome(CallOutcome outcome) throws Exception {
    CallObserver.Call call = calls.of(SERVER).started("GET", "/admin/realms/acme/clients");
    assertThat(text()).doesNotContain("security/main");

    call.ended(outcome);

    assertThat(text())
        .contains(
            "nauthera_server_call_duration_seconds_count{outcome=\"%s\",server=\"security/main\"} 1"
                .formatted(outcome));
  }

  @Test
  void series_ofAServerThatIsForgotten_areRemoved() throws Exception {
    calls.of(SERVER).started("GET", "/").ended(CallOutcome.SUCCESS);
    calls.of(SERVER).started("GET", "/").ended(CallOutcome.NO_ANSWER);

    calls.forget(SERVER);

    assertThat(text()).doesNotContain("security/main");
  }

  private String text() throws Exception {
    var out = new ByteArrayOutputStream();
    metrics.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
