package io.nauthera.webhook.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.webhook.cli.manifests.Position;
import io.nauthera.webhook.cli.manifests.ReadError;
import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import io.nauthera.webhook.cli.validate.Validation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Results for code scanning: SARIF 2.1.0 (OASIS). */
final class SarifReport implements OutputFormat.Report {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final String version;

  SarifReport(String version) {
    this.version = version;
  }

  @Override
  public void write(Validation validation, PrintWriter out) {
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    log.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    List<String> rules = rules(validation.results());
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "nauthera").put("version", version);
    ArrayNode described = driver.putArray("rules");
    rules.forEach(id -> describe(RuleCatalog.get(id), described.addObject()));
    SarifUris.describeBase(run);
    run.put("columnKind", "unicodeCodePoints");
    invocation(validation, run.putArray("invocations").addObject());
    ArrayNode results = run.putArray("results");
    for (Result result : validation.results()) {
      result.violations().forEach(it -> describe("error", result, it, rules, results.addObject()));
      result.warned().forEach(it -> describe("warning", result, it, rules, results.addObject()));
    }
    out.print(TerminalText.json(log.toPrettyString()) + "\n");
  }

  /** The ids of the rules that occur: first those of the catalog, then others by name. */
  private static List<String> rules(List<Result> results) {
    Set<String> occurring =
        results.stream()
            .flatMap(
                result -> Stream.concat(result.violations().stream(), result.warned().stream()))
            .map(Issue::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    Stream<String> known = RuleCatalog.all().map(RuleCatalog.Rule::id).filter(occurring::contains);
    return Stream.concat(known, occurring.stream()).distinct().toList();
  }

  /** A reportingDescriptor object (section 3.49). */
  private static void describe(RuleCatalog.Rule rule, ObjectNode object) {
    object.put("id", rule.id());
    object.putObject("shortDescription").put("text", rule.title());
    object.putObject("fullDescription").put("text", rule.title() + ".");
    object.putObject("help").put("text", rule.help());
    object.putObject("defaultConfiguration").put("level", rule.levelName());
  }

  private static void describe(
      String level, Result result, Issue issue, List<String> rules, ObjectNode object) {
    object.put("ruleId", issue.rule()).put("ruleIndex", rules.indexOf(issue.rule()));
    object.put("level", level);
    message(Locations.manifest(result) + ": " + issue, object);
    ObjectNode location = object.putArray("locations").addObject();
    place(result.file(), issue.position(), location);
    location
        .putArray("logicalLocations")
        .addObject()
        .put("fullyQualifiedName", (Locations.manifest(result) + " " + issue.field()).strip());
    object
        .putObject("partialFingerprints")
        .put("nautheraProblem/v1", Fingerprint.of(result, issue));
  }

  private static void invocation(Validation validation, ObjectNode invocation) {
    invocation.put("executionSuccessful", validation.errors().isEmpty());
    ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
    for (ReadError error : validation.errors()) {
      ObjectNode notification = notifications.addObject().put("level", "error");
      message(error.message(), notification);
      place(error.file(), error.position(), notification.putArray("locations").addObject());
    }
    for (String note : validation.notes()) {
      message(note, notifications.addObject().put("level", "note"));
    }
  }

  /** Escaped, so that no manifest can place a link in it (section 3.11.6). */
  private static void message(String text, ObjectNode object) {
    object.putObject("message").put("text", text.replace("](", "\\]("));
  }

  private static void place(String file, @Nullable Position position, ObjectNode location) {
    ObjectNode physical = location.putObject("physicalLocation");
    physical.set("artifactLocation", SarifUris.of(file));
    if (position != null) {
      physical
          .putObject("region")
          .put("startLine", position.line())
          .put("startColumn", position.column());
    }
  }
}
