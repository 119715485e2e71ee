package io.nauthera.webhook.cli.impact;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.KnownClient;
import io.nauthera.api.impact.ClientChange;
import io.nauthera.api.impact.ImpactAnalysis;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.webhook.cli.report.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What happens when one set of manifests replaces another: the manifests that differ, and every
 * client of either set, sorted, whether or not something changes for it.
 */
public record Impact(List<ManifestDiff> diffs, List<ClientChange> clients) {
  public Impact {
    diffs = List.copyOf(diffs);
    clients = List.copyOf(clients);
  }

  /**
   * A client that only one side has is added or removed.
   *
   * @throws IllegalStateException where a manifest cannot be read
   */
  public static Impact of(ManifestIndex before, ManifestIndex after) {
    List<ManifestDiff> diffs = new ArrayList<>();
    diffs.addAll(
        ManifestDiff.between(
            "AuthPolicy", policy -> policy.policy().name(), before.policies(), after.policies()));
    diffs.addAll(
        ManifestDiff.between(
            "AuthServer", server -> server.name(), before.servers(), after.servers()));
    return new Impact(diffs, clients(before, after));
  }

  private static List<ClientChange> clients(ManifestIndex before, ManifestIndex after) {
    var names = new TreeSet<ClientName>();
    for (ManifestIndex side : List.of(before, after)) {
      side.clients().stream().map(KnownClient::client).forEach(client -> names.add(client.name()));
    }
    var analysis = new ImpactAnalysis(before, after, new PolicyEvaluator(ServerProfile.KEYCLOAK));
    return names.stream()
        .map(name -> analysis.of(before.client(name).orElse(null), after.client(name).orElse(null)))
        .toList();
  }

  /** The clients for which something changes. */
  public List<ClientChange> changed() {
    return clients.stream().filter(client -> !client.isEmpty()).toList();
  }

  /** Whether a client violates a rule that it did not violate before. */
  public boolean hasNewViolations() {
    return clients.stream().anyMatch(client -> !client.newViolations().isEmpty());
  }

  /** Clients whose governing policies are not known after the change. */
  List<ClientChange> unresolved() {
    return clients.stream().filter(Impact::isUnresolved).toList();
  }

  private static boolean isUnresolved(ClientChange client) {
    return client.after() instanceof ClientEvaluation.ServerMissing
        || client.after() instanceof ClientEvaluation.NamespaceUnknown;
  }

  public String text() {
    return ImpactText.of(this);
  }

  /** One JSON object, indented, on lines of its own. */
  public String json() {
    return TerminalText.json(ImpactJson.of(this).toPrettyString()) + "\n";
  }
}
