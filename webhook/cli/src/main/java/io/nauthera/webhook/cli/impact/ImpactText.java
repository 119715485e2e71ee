package io.nauthera.webhook.cli.impact;

import static java.util.function.Predicate.not;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.impact.ClientChange;
import io.nauthera.api.impact.ClientChange.Transition;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.text.Names;
import io.nauthera.webhook.cli.report.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The impact for people: the manifests that differ, the affected clients, and a line of numbers.
 */
final class ImpactText {
  private final StringBuilder text = new StringBuilder();
  private final List<String> numbers = new ArrayList<>();

  private ImpactText() {}

  static String of(Impact impact) {
    var text = new ImpactText();
    text.diffs(impact.diffs());
    text.clients(impact.changed());
    text.unresolved(impact.unresolved());
    text.summary(impact);
    return text.text.toString();
  }

  private void diffs(List<ManifestDiff> diffs) {
    for (ManifestDiff diff : diffs) {
      line("%s %s %s".formatted(diff.kind(), diff.name(), diff.sort()));
    }
    if (!diffs.isEmpty()) {
      line("");
    }
  }

  private void clients(List<ClientChange> clients) {
    violations("newly violating", ClientChange::newViolations, clients);
    violations("no longer violating", ClientChange::goneViolations, clients);
    violations("new warnings", ClientChange::newWarnings, clients);
    violations("warnings gone", ClientChange::goneWarnings, clients);
    settings(clients);
    transition("governed for the first time", Transition.GOVERNED, clients);
    transition("no longer governed by any AuthPolicy", Transition.UNGOVERNED, clients);
    transition("newly admitted by spec.allowedNamespaces", Transition.ADMITTED, clients);
    transition("no longer admitted by spec.allowedNamespaces", Transition.NOT_ADMITTED, clients);
    transition("AuthServer added", Transition.SERVER_ADDED, clients);
    transition("AuthServer removed", Transition.SERVER_REMOVED, clients);
    transition("added", Transition.ADDED, clients);
    transition("removed", Transition.REMOVED, clients);
  }

  private void violations(
      String head, Function<ClientChange, List<Violation>> which, List<ClientChange> clients) {
    List<ClientChange> affected =
        clients.stream().filter(client -> !which.apply(client).isEmpty()).toList();
    section(
        head,
        affected,
        client -> {
          line("  " + client.client());
          which
              .apply(client)
              .forEach(violation -> line("    " + violation.rule() + " " + violation));
        });
  }

  private void settings(List<ClientChange> clients) {
    List<GroupedSettings> groups = GroupedSettings.of(clients);
    List<ClientChange> affected =
        clients.stream().filter(client -> !client.settings().isEmpty()).toList();
    if (groups.isEmpty()) {
      return;
    }
    line("effective settings changed:");
    numbers.add(affected.size() + " with changed settings");
    for (GroupedSettings group : groups) {
      line(
          "  %s %s → %s (%s)"
              .formatted(
                  group.setting(), group.before(), group.after(), String.join(", ", group.from())));
      group.clients().forEach(client -> line("    " + client));
    }
    line("");
  }

  private void transition(String head, Transition transition, List<ClientChange> clients) {
    Predicate<ClientChange> hasIt = client -> client.transitions().contains(transition);
    section(
        head,
        clients.stream().filter(hasIt).toList(),
        client -> line("  " + client.client() + policies(transition, client)));
  }

  private static String policies(Transition transition, ClientChange client) {
    ClientEvaluation after = client.after();
    return transition == Transition.GOVERNED && after != null
        ? " by " + Names.first(after.governing().size(), after.governing())
        : "";
  }

  private void unresolved(List<ClientChange> clients) {
    List<ClientChange> notListedYet =
        clients.stream()
            .filter(not(client -> client.transitions().contains(Transition.SERVER_REMOVED)))
            .toList();
    section(
        "not evaluated",
        notListedYet,
        client -> line("  " + client.client() + ": " + reason(client)));
  }

  private static String reason(ClientChange client) {
    return client.after() instanceof ClientEvaluation.ServerMissing
        ? "its AuthServer does not exist"
        : "its namespace is not known";
  }

  private void section(String head, List<ClientChange> clients, Consumer<ClientChange> each) {
    if (clients.isEmpty()) {
      return;
    }
    line(head + ":");
    numbers.add(clients.size() + " " + head);
    clients.forEach(each);
    line("");
  }

  private void summary(Impact impact) {
    int all = impact.clients().size();
    String clients = all == 1 ? "1 AuthClient" : all + " AuthClients";
    String counts = String.join(", ", numbers);
    if (impact.changed().isEmpty()) {
      line("nothing changes: " + clients + (counts.isEmpty() ? "" : ", " + counts));
    } else {
      line(clients + ": " + counts);
    }
  }

  private void line(String line) {
    text.append(TerminalText.line(line)).append('\n');
  }
}
