package io.nauthera.e2e.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboard without a cluster: the tests of promtool, and that they are complete. */
class MonitoringFilesTest {
  @Test
  void alerts_passTheUnitTestsOfPromtool(@TempDir Path folder) throws IOException {
    Files.copy(MonitoringFiles.RULES, folder.resolve("alerts.yaml"));
    try (var tests = MonitoringFilesTest.class.getResourceAsStream("/alerts/tests.yaml")) {
      Files.copy(tests, folder.resolve("tests.yaml"));
    }
    var promtool = Sandbox.prometheus().promtool();

    var checked = Command.of(promtool, "check", "rules", folder.resolve("alerts.yaml")).run();
    assertThat(checked.succeeded()).as(checked.stdout() + checked.stderr()).isTrue();
    var tested = Command.of(promtool, "test", "rules", folder.resolve("tests.yaml")).run();
    assertThat(tested.succeeded()).as(tested.stdout() + tested.stderr()).isTrue();
  }

  @Test
  void alert_isTestedAndDocumented() throws IOException {
    String tests = Files.readString(resource("/alerts/tests.yaml"));
    String page = MonitoringFiles.text("docs/metrics.md");
    for (JsonNode alert : MonitoringFiles.alerts()) {
      String name = alert.path("alert").asText();
      assertThat(page).contains("\n### " + name + "\n");
      assertThat(tests)
          .containsPattern(
              Pattern.compile("alertname: " + name + "\\s+exp_alerts", Pattern.MULTILINE))
          .contains("alertname: " + name + "}");
      assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
      assertThat(alert.at("/annotations/summary").asText()).endsWith(".");
      assertThat(alert.at("/annotations/description").asText()).endsWith(".");
    }
    var documented = Pattern.compile("(?m)^### (Nauthera\\w+)$").matcher(page).results();
    assertThat(documented.map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            MonitoringFiles.alerts().stream().map(alert -> alert.path("alert").asText()).toList());
  }

  private static Path resource(String name) throws IOException {
    try {
      return Path.of(MonitoringFilesTest.class.getResource(name).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IOException(e);
    }
  }

  @Test
  void query_ofAnAlertOrAPanel_asksOnlyForDocumentedMetrics() throws IOException {
    Set<String> documented = MonitoringFiles.documentedMetrics();
    for (JsonNode alert : MonitoringFiles.alerts()) {
      String query = alert.path("expr").asText();
      assertThat(documented).as(query).containsAll(MonitoringFiles.metricsOf(query));
    }
    for (JsonNode panel : MonitoringFiles.panels()) {
      for (String query : MonitoringFiles.queries(panel)) {
        assertThat(MonitoringFiles.metricsOf(query)).as(query).isNotEmpty();
        assertThat(documented).as(query).containsAll(MonitoringFiles.metricsOf(query));
      }
    }
  }

  @Test
  void dashboard_canBeImportedIntoGrafana() throws IOException {
    JsonNode dashboard = MonitoringFiles.dashboard();
    assertThat(dashboard.path("uid").asText()).isEqualTo("nauthera");
    assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
    JsonNode variable = dashboard.at("/templating/list/0");
    assertThat(variable.path("type").asText()).isEqualTo("datasource");
    assertThat(variable.path("query").asText()).isEqualTo("prometheus");
    Set<Integer> ids = new HashSet<>();
    dashboard
        .path("panels")
        .forEach(panel -> assertThat(ids.add(panel.path("id").asInt())).isTrue());
    for (JsonNode panel : MonitoringFiles.panels()) {
      String title = panel.path("title").asText();
      assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotEmpty();
      assertThat(panel.path("description").asText()).as(title).endsWith(".");
      assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
      assertThat(panel.path("targets").size()).as(title).isPositive();
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
      }
      assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
          .as(title)
          .isLessThanOrEqualTo(24);
    }
  }
}
