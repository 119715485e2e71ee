package io.nauthera.webhook.cli.explain;

import io.nauthera.api.policy.Violation;
import io.nauthera.webhook.cli.report.Printable;
import java.util.List;

/** For people, from whom the client belongs to down to what is decided about it. */
final class ExplanationText {
  private final StringBuilder text = new StringBuilder();

  private ExplanationText() {}

  static String of(Explanation explanation) {
    var text = new ExplanationText();
    text.write(explanation);
    return text.text.toString();
  }

  private void write(Explanation explanation) {
    line("AuthClient " + explanation.client);
    line("AuthServer %s: %s".formatted(explanation.server.name(), explanation.server.sentence()));
    governing(explanation.governing);
    others(explanation.others);
    settings("what the AuthPolicies allow", explanation.allowed);
    settings("what the client gets", explanation.effective);
    settings("what else the client is", explanation.own);
    section("conflicts between AuthPolicies", explanation.conflicts);
    line("");
    line("decision: " + explanation.verdict());
    var decision = explanation.standing.decision();
    violations("violation", decision.violations());
    violations("warning", explanation.standing.warnings());
    violations("audited", decision.audited());
  }

  private void governing(List<Contribution> governing) {
    line("");
    line(governing.isEmpty() ? "no AuthPolicy governs" : "governed by");
    for (Contribution policy : governing) {
      line(
          "  AuthPolicy %s (%s)%s"
              .formatted(
                  policy.policy(),
                  policy.enforcement(),
                  policy.says().isEmpty() ? ": says nothing, so the baseline holds" : ""));
      int width = policy.says().keySet().stream().mapToInt(String::length).max().orElse(0);
      policy.says().forEach((field, value) -> line("    " + padded(field, width) + "  " + value));
    }
  }

  private void others(List<Bystander> others) {
    if (others.isEmpty()) {
      return;
    }
    line("");
    line("not governed by");
    for (Bystander policy : others) {
      line("  AuthPolicy " + policy.policy());
      policy.reasons().forEach(reason -> line("    " + reason.sentence()));
    }
  }

  private void settings(String head, List<Line> lines) {
    int width = lines.stream().mapToInt(line -> line.field().length()).max().orElse(0);
    section(head, lines.stream().map(line -> shown(line, width)).toList());
  }

  private static String shown(Line line, int width) {
    return "%s  %s (%s)"
        .formatted(padded(line.field(), width), line.value(), String.join(", ", line.from()));
  }

  private void section(String head, List<?> lines) {
    if (lines.isEmpty()) {
      return;
    }
    line("");
    line(head);
    lines.forEach(line -> line("  " + line));
  }

  private void violations(String what, List<Violation> violations) {
    violations.forEach(
        violation -> line("  %s %s %s".formatted(what, violation.rule(), violation)));
  }

  private static String padded(String field, int width) {
    return field + " ".repeat(width - field.length());
  }

  private void line(String line) {
    text.append(Printable.line(line)).append('\n');
  }
}
