package io.nauthera.api.governance;

import io.nauthera.api.oauth.ClientName;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The clients that a policy governs, without those that are being deleted. */
public final class GovernedClients {
  private static final Collector<Client, ?, NavigableSet<ClientName>> NAMES =
      Collectors.mapping(Client::name, Collectors.toCollection(TreeSet::new));

  private GovernedClients() {}

  /**
   * The clients that the policy governs before or after a change; null where the policy does not
   * exist.
   */
  public static NavigableSet<ClientName> of(
      ClusterView view, @Nullable TargetedPolicy before, @Nullable TargetedPolicy after) {
    return clients(view, before, after).collect(NAMES);
  }

  /** The same clients by their AuthServer. */
  public static Map<ServerName, NavigableSet<ClientName>> byServer(
      ClusterView view, @Nullable TargetedPolicy before, @Nullable TargetedPolicy after) {
    return clients(view, before, after).collect(Collectors.groupingBy(Client::server, NAMES));
  }

  private static Stream<Client> clients(
      ClusterView view, @Nullable TargetedPolicy before, @Nullable TargetedPolicy after) {
    return Stream.of(before, after)
        .flatMap(policy -> policy == null ? Stream.empty() : clients(view, policy));
  }

  private static Stream<Client> clients(ClusterView view, TargetedPolicy policy) {
    return view.serversIn(policy.policy().name().namespace()).stream()
        .filter(policy::isSelectedBy)
        .flatMap(server -> view.clientsOf(server.name()).stream())
        .filter(client -> !client.isTerminating())
        .filter(client -> selects(view, policy, client));
  }

  /** A namespace that is not known counts as selected: one client too many does no harm. */
  private static boolean selects(ClusterView view, TargetedPolicy policy, Client client) {
    return view.namespaceLabels(client.name().namespace())
        .map(labels -> policy.selects(client, labels))
        .orElseGet(() -> policy.clientSelector().matches(client.labels()));
  }
}
