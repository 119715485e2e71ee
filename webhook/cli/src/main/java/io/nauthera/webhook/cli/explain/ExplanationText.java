package io.nauthera.webhook.cli.explain;

import io.nauthera.api.policy.Violation;
import io.nauthera.webhook.cli.report.TerminalText;
import java.util.List;

/** The explanation for people, from the server of the client down to the decision. */
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
    settings(
        explanation.isAllowed()
            ? "effective settings"
            : "effective settings, without what is forbidden",
        explanation.effective);
    settings("settings of the client itself", explanation.own);
    section("conflicts between AuthPolicies", explanation.conflicts);
    line("");
    line("decision: " + explanation.verdict());
    violations("violation", explanation.evaluation.violations());
    violations("warning", explanation.evaluation.warnings());
    violations("audited", explanation.audited());
  }

  private void governing(List<Contribution> governing) {
    line("");
    line(governing.isEmpty() ? "not governed by any AuthPolicy" : "governed by");
    for (Contribution policy : governing) {
      line(
          "  AuthPolicy %s (%s)%s"
              .formatted(
                  policy.policy(),
                  policy.enforcement(),
                  policy.sets().isEmpty() ? ": sets no field, so the baseline applies" : ""));
      int width = policy.sets().keySet().stream().mapToInt(String::length).max().orElse(0);
      policy.sets().forEach((field, value) -> line("    " + padded(field, width) + "  " + value));
    }
  }

  private void others(List<NonGoverningPolicy> others) {
    if (others.isEmpty()) {
      return;
    }
    line("");
    line("not governed by");
    for (NonGoverningPolicy policy : others) {
      line("  AuthPolicy " + policy.policy());
      policy.reasons().forEach(reason -> line("    " + reason.sentence()));
    }
  }

  private void settings(String head, List<SettingRow> rows) {
    int width = rows.stream().mapToInt(row -> row.field().length()).max().orElse(0);
    section(head, rows.stream().map(row -> shown(row, width)).toList());
  }

  private static String shown(SettingRow row, int width) {
    return "%s  %s (%s)"
        .formatted(padded(row.field(), width), row.value(), String.join(", ", row.from()));
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
    text.append(TerminalText.line(line)).append('\n');
  }
}
