package io.nauthera.webhook.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.webhook.cli.judging.Problem;
import io.nauthera.webhook.cli.judging.Result;
import io.nauthera.webhook.cli.judging.Validation;
import io.nauthera.webhook.cli.reading.Fault;
import io.nauthera.webhook.cli.reading.Position;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For programs: what admission answers (a metav1.Status, warnings) and where it belongs. */
final class JsonReport implements Report {
  private static final Set<String> JUDGED = Set.of("AuthClient", "AuthPolicy");

  @Override
  public void write(Validation validation, PrintWriter out) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    ArrayNode results = report.putArray("results");
    ArrayNode platform = report.putArray("platform");
    validation
        .results()
        .forEach(result ->
            describe(result, (JUDGED.contains(result.kind()) ? results : platform).addObject()));
    ArrayNode errors = report.putArray("errors");
    validation.faults().forEach(fault -> describe(fault, errors.addObject()));
    validation.notes().forEach(report.putArray("notes")::add);
    validation.skipped().forEach(report.putObject("skipped")::put);
    Tally tally = Tally.of(validation);
    report
        .putObject("summary")
        .put("allowed", tally.allowed())
        .put("refused", tally.refused())
        .put("warned", tally.warned())
        .put("errors", tally.faults());
    out.print(Printable.json(report.toPrettyString()) + "\n");
  }

  private static void describe(Result result, ObjectNode object) {
    object.put("file", result.file());
    place(result.position(), object);
    object.put("kind", result.kind());
    object.put("namespace", result.namespace()).put("name", result.name());
    object.put("allowed", result.allowed());
    if (result.status() != null) {
      object.set("status", result.status());
    }
    result.warnings().forEach(object.putArray("warnings")::add);
    describe(result.violations(), object.putArray("violations"));
    describe(result.warned(), object.putArray("warned"));
  }

  private static void describe(List<Problem> problems, ArrayNode array) {
    for (Problem problem : problems) {
      ObjectNode object = array.addObject().put("rule", problem.rule());
      object.put("field", problem.field()).put("message", problem.message());
      place(problem.position(), object);
    }
  }

  private static void describe(Fault fault, ObjectNode object) {
    object.put("file", fault.file());
    place(fault.position(), object);
    object.put("message", fault.message());
  }

  private static void place(@Nullable Position position, ObjectNode object) {
    if (position != null) {
      object.put("line", position.line()).put("column", position.column());
    }
  }
}
