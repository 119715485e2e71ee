package io.nauthera.api.governance;

import io.nauthera.api.policy.ClientFields;
import io.nauthera.api.policy.FieldPath;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.text.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A client id at a server, and a Secret in a namespace, belong to one client. A client in deletion
 * claims no Secret, and no id once it is removed from the server.
 */
final class UniqueClaims {
  private UniqueClaims() {}

  static List<Violation> check(ClusterView view, Client client) {
    Stream<Violation> id =
        holderOfId(view, client)
            .map(holder ->
                violation(
                    ClientFields.CLIENT_ID,
                    RuleId.EXCLUSIVE_CLIENT_ID,
                    client.clientId(),
                    () ->
                        "client id %s at AuthServer %s %s: %s"
                            .formatted(
                                Quoted.of(client.clientId()),
                                client.server(),
                                belongsTo(holder, client),
                                remedy(client))))
            .stream();
    Stream<Violation> secret =
        holderOfSecret(view, client)
            .map(holder ->
                violation(
                    ClientFields.SECRET_NAME,
                    RuleId.EXCLUSIVE_SECRET,
                    client.secretName(),
                    () ->
                        "Secret %s is written by AuthClient %s: choose another spec.secretName"
                            .formatted(Quoted.of(client.secretName()), holder.name())))
            .stream();
    return Stream.concat(id, secret).toList();
  }

  /** The other client that holds the id, ignoring case. */
  private static Optional<Client> holderOfId(ClusterView view, Client client) {
    return view.clientsWithId(client.server(), client.clientId()).stream()
        .filter(other -> !other.name().equals(client.name()) && other.needsServer())
        .filter(other -> Client.HOLDER_OF_ID_FIRST.compare(other, client) < 0)
        .filter(other -> mayHaveItsId(view, other))
        .min(Client.HOLDER_OF_ID_FIRST);
  }

  /** Its age does not help a client that would claim the Secret for the first time. */
  private static Optional<Client> holderOfSecret(ClusterView view, Client client) {
    var claimants = view.clientsWithSecret(client.name().namespace(), client.secretName());
    boolean isFirstTime =
        claimants.stream().noneMatch(claimant -> claimant.name().equals(client.name()));
    return claimants.stream()
        .filter(other -> !other.name().equals(client.name()) && !other.isTerminating())
        .filter(other -> isFirstTime || Client.HOLDER_OF_SECRET_FIRST.compare(other, client) < 0)
        .min(Client.HOLDER_OF_SECRET_FIRST);
  }

  /** Otherwise one namespace could take the ids of another without ever registering them. */
  private static boolean mayHaveItsId(ClusterView view, Client holder) {
    return holder.name().isOwnClientId(holder.clientId()) || mayHaveAnyId(view, holder);
  }

  private static boolean mayHaveAnyId(ClusterView view, Client holder) {
    String namespace = holder.name().namespace();
    var labels = view.namespaceLabels(namespace).orElse(null);
    var server = view.server(holder.server()).orElse(null);
    return labels != null
        && server != null
        && server.consent().admits(namespace, labels)
        && view.policiesOf(server).governing(holder, labels).enforced().customClientIds().granted();
  }

  /** Developers do not learn which AuthClients other namespaces have. */
  private static String belongsTo(Client holder, Client client) {
    return holder.name().namespace().equals(client.name().namespace())
        ? "belongs to AuthClient " + holder.name()
        : "is taken";
  }

  /** A default id does not appear in the manifest. */
  private static String remedy(Client client) {
    return client.clientId().equals(client.name().defaultClientId())
        ? "the default id follows from metadata.name, so choose another name or set spec.clientId"
        : "choose another spec.clientId";
  }

  private static Violation violation(
      FieldPath field, RuleId rule, String value, Supplier<String> message) {
    return Violation.of(field, rule, value, message, List.of());
  }
}
