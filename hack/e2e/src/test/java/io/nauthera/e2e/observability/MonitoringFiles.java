package io.nauthera.e2e.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.nauthera.sandbox.tools.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Alerts, dashboard and reference page, as the repository has them. */
final class MonitoringFiles {
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:nauthera|jvm|process)_[a-z0-9_]+\\b");
  private static final Pattern DOCUMENTED =
      Pattern.compile(
          "(?m)^\\| `([a-z][a-z0-9_]*_[a-z0-9_]*)` \\| (counter|gauge|histogram|summary|info)");
  private static final Path ROOT = Repository.find().root();
  static final Path CHART = ROOT.resolve("charts/nauthera");
  static final Path RULES = CHART.resolve("files/alerts.yaml");

  private MonitoringFiles() {}

  static String text(String path) throws IOException {
    return Files.readString(ROOT.resolve(path));
  }

  static List<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    JsonNode file = new YAMLMapper().readTree(RULES.toFile());
    file.path("groups").forEach(group -> group.path("rules").forEach(alerts::add));
    return alerts;
  }

  static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(text("charts/nauthera/files/dashboard.json"));
  }

  /** Panels that show something, not the rows. */
  static List<JsonNode> panels() throws IOException {
    List<JsonNode> panels = new ArrayList<>();
    for (JsonNode panel : dashboard().path("panels")) {
      if (!panel.path("type").asText().equals("row")) {
        panels.add(panel);
      }
    }
    return panels;
  }

  static List<String> queries(JsonNode panel) {
    List<String> queries = new ArrayList<>();
    panel.path("targets").forEach(target -> queries.add(target.path("expr").asText()));
    return queries;
  }

  /** The names of the reference page. */
  static Set<String> documentedMetrics() throws IOException {
    return DOCUMENTED
        .matcher(text("docs/reference/metrics.md"))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The metrics that a query asks for, without the suffixes of a histogram. */
  static Set<String> metricsOf(String query) {
    Matcher names = METRIC.matcher(query);
    return names
        .results()
        .map(found -> found.group().replaceFirst("_(bucket|count|sum)$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
