package io.nauthera.webhook.cli.impact;

import io.nauthera.api.mapping.ManifestIndex;
import io.nauthera.api.mapping.ManifestIndex.KnownClient;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.webhook.admission.ClientChange;
import io.nauthera.webhook.admission.ImpactAnalysis;
import io.nauthera.webhook.cli.report.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What it means that one set of manifests takes the place of another: which of them differ, and
 * every client of either, sorted, whether or not anything becomes of it.
 */
public record Impact(List<Difference> differences, List<ClientChange> clients) {
  public Impact {
    differences = List.copyOf(differences);
    clients = List.copyOf(clients);
  }

  /**
   * A client that only one side has comes or goes; what cannot be read is an IllegalStateException.
   */
  public static Impact of(ManifestIndex before, ManifestIndex after) {
    List<Difference> differences = new ArrayList<>();
    differences.addAll(
        Difference.between(
            "AuthPolicy", policy -> policy.policy().name(), before.policies(), after.policies()));
    differences.addAll(
        Difference.between(
            "AuthServer", server -> server.name(), before.servers(), after.servers()));
    return new Impact(differences, clients(before, after));
  }

  private static List<ClientChange> clients(ManifestIndex before, ManifestIndex after) {
    var names = new TreeSet<ClientName>();
    for (ManifestIndex side : List.of(before, after)) {
      side.clients().stream().map(KnownClient::client).forEach(client -> names.add(client.name()));
    }
    var comparison = new ImpactAnalysis(before, after, new PolicyEvaluator());
    return names.stream()
        .map(name ->
            comparison.of(before.client(name).orElse(null), after.client(name).orElse(null)))
        .toList();
  }

  /** The clients of which anything becomes. */
  public List<ClientChange> changed() {
    return clients.stream().filter(client -> !client.isNothing()).toList();
  }

  /** Whether a client violates something that it did not violate before. */
  public boolean isAnyoneNewlyViolating() {
    return clients.stream().anyMatch(client -> !client.newViolations().isEmpty());
  }

  /** Those of which it cannot be said who governs them, so neither what becomes of them. */
  List<ClientChange> undecided() {
    return clients.stream()
        .filter(client ->
            switch (client.will().footing()) {
              case SERVER_MISSING, NAMESPACE_UNKNOWN -> true;
              case ABSENT, UNGOVERNED, GOVERNED -> false;
            })
        .toList();
  }

  public String text() {
    return ImpactText.of(this);
  }

  /** One JSON object, indented, on lines of its own. */
  public String json() {
    return Printable.json(ImpactJson.of(this).toPrettyString()) + "\n";
  }
}
