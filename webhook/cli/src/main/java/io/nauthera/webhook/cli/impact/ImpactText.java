package io.nauthera.webhook.cli.impact;

import static java.util.function.Predicate.not;

import io.nauthera.api.policy.Violation;
import io.nauthera.webhook.admission.ClientChange;
import io.nauthera.webhook.admission.ClientChange.Turn;
import io.nauthera.webhook.admission.Standing;
import io.nauthera.webhook.cli.report.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** For people: what differs, whom it hits and how, and a line of numbers. */
final class ImpactText {
  private final StringBuilder text = new StringBuilder();
  private final List<String> numbers = new ArrayList<>();

  private ImpactText() {}

  static String of(Impact impact) {
    var text = new ImpactText();
    text.differences(impact.differences());
    text.clients(impact.changed());
    text.undecided(impact.undecided());
    text.summary(impact);
    return text.text.toString();
  }

  private void differences(List<Difference> differences) {
    for (Difference difference : differences) {
      line("%s %s %s".formatted(difference.kind(), difference.name(), difference.sort()));
    }
    if (!differences.isEmpty()) {
      line("");
    }
  }

  private void clients(List<ClientChange> clients) {
    violations("newly violating", ClientChange::newViolations, clients);
    violations("no longer violating", ClientChange::goneViolations, clients);
    violations("newly warned", ClientChange::newWarnings, clients);
    violations("no longer warned", ClientChange::goneWarnings, clients);
    settings(clients);
    turns("governed for the first time", Turn.GOVERNED, clients);
    turns("no longer governed by any AuthPolicy", Turn.UNGOVERNED, clients);
    turns("newly admitted by spec.allowedNamespaces", Turn.ADMITTED, clients);
    turns("no longer admitted by spec.allowedNamespaces", Turn.SHUT_OUT, clients);
    turns("AuthServer appears", Turn.SERVER_APPEARS, clients);
    turns("AuthServer vanishes", Turn.SERVER_VANISHES, clients);
    turns("new", Turn.ADDED, clients);
    turns("gone", Turn.REMOVED, clients);
  }

  private void violations(
      String head, Function<ClientChange, List<Violation>> which, List<ClientChange> clients) {
    List<ClientChange> hit =
        clients.stream().filter(client -> !which.apply(client).isEmpty()).toList();
    section(
        head,
        hit,
        client -> {
          line("  " + client.client());
          which
              .apply(client)
              .forEach(violation -> line("    " + violation.rule() + " " + violation));
        });
  }

  private void settings(List<ClientChange> clients) {
    List<GroupedSettings> groups = GroupedSettings.of(clients);
    List<ClientChange> hit =
        clients.stream().filter(client -> !client.settings().isEmpty()).toList();
    if (groups.isEmpty()) {
      return;
    }
    line("effective settings changed:");
    numbers.add(hit.size() + " with other settings");
    for (GroupedSettings group : groups) {
      line(
          "  %s %s → %s (%s)"
              .formatted(
                  group.setting(), group.was(), group.will(), String.join(", ", group.from())));
      group.clients().forEach(client -> line("    " + client));
    }
    line("");
  }

  private void turns(String head, Turn turn, List<ClientChange> clients) {
    Predicate<ClientChange> takesIt = client -> client.turns().contains(turn);
    section(
        head,
        clients.stream().filter(takesIt).toList(),
        client -> line("  " + client.client() + policies(turn, client)));
  }

  private static String policies(Turn turn, ClientChange client) {
    return turn == Turn.GOVERNED
        ? " by "
            + String.join(", ", client.will().governing().stream().map(Object::toString).toList())
        : "";
  }

  private void undecided(List<ClientChange> clients) {
    List<ClientChange> told =
        clients.stream()
            .filter(not(client -> client.turns().contains(Turn.SERVER_VANISHES)))
            .toList();
    section("not judged", told, client -> line("  " + client.client() + ": " + why(client.will())));
  }

  private static String why(Standing standing) {
    return switch (standing.footing()) {
      case SERVER_MISSING -> "its AuthServer does not exist";
      case NAMESPACE_UNKNOWN -> "its namespace is not known";
      case ABSENT, UNGOVERNED, GOVERNED -> "";
    };
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
    String told = String.join(", ", numbers);
    if (impact.changed().isEmpty()) {
      line("nothing changes: " + clients + (told.isEmpty() ? "" : ", " + told));
    } else {
      line(clients + ": " + told);
    }
  }

  private void line(String line) {
    text.append(Printable.line(line)).append('\n');
  }
}
