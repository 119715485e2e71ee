package io.nauthera.webhook.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.cli.manifests.Position;
import io.nauthera.webhook.cli.manifests.ReadError;
import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import io.nauthera.webhook.cli.validate.Validation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The report for programs: the answers of admission (metav1.Status, warnings) with positions. */
final class JsonReport implements OutputFormat.Report {
  private static final Set<ResourceKind> APPLICATION_KINDS =
      Set.of(ResourceKind.AUTH_CLIENT, ResourceKind.AUTH_POLICY);

  @Override
  public void write(Validation validation, PrintWriter out) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    ArrayNode results = report.putArray("results");
    ArrayNode platform = report.putArray("platform");
    validation
        .results()
        .forEach(result ->
            describe(
                result,
                (APPLICATION_KINDS.contains(result.kind()) ? results : platform).addObject()));
    ArrayNode errors = report.putArray("errors");
    validation.errors().forEach(error -> describe(error, errors.addObject()));
    validation.notes().forEach(report.putArray("notes")::add);
    validation.skipped().forEach(report.putObject("skipped")::put);
    Summary tally = Summary.of(validation);
    report
        .putObject("summary")
        .put("allowed", tally.allowed())
        .put("refused", tally.refused())
        .put("warned", tally.warned())
        .put("errors", tally.errors());
    out.print(TerminalText.json(report.toPrettyString()) + "\n");
  }

  private static void describe(Result result, ObjectNode object) {
    object.put("file", result.file());
    place(result.position(), object);
    object.put("kind", result.kind().toString());
    object.put("namespace", result.namespace()).put("name", result.name());
    object.put("allowed", result.allowed());
    if (result.status() != null) {
      object.set("status", result.status());
    }
    result.warnings().forEach(object.putArray("warnings")::add);
    describe(result.violations(), object.putArray("violations"));
    describe(result.warned(), object.putArray("warned"));
  }

  private static void describe(List<Issue> issues, ArrayNode array) {
    for (Issue issue : issues) {
      ObjectNode object = array.addObject().put("rule", issue.rule());
      object.put("field", issue.field()).put("message", issue.message());
      place(issue.position(), object);
    }
  }

  private static void describe(ReadError error, ObjectNode object) {
    object.put("file", error.file());
    place(error.position(), object);
    object.put("message", error.message());
  }

  private static void place(@Nullable Position position, ObjectNode object) {
    if (position != null) {
      object.put("line", position.line()).put("column", position.column());
    }
  }
}
