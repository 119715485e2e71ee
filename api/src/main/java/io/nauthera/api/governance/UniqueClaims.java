package io.nauthera.api.governance;

import io.nauthera.api.policy.ClientFields;
import io.nauthera.api.policy.FieldPath;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.text.Quoted;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A client id at a server, and a Secret in a namespace, belong to one client: the one that was
 * created first.
 */
final class UniqueClaims {
  private UniqueClaims() {}

  static List<Violation> check(ClusterView view, Client client) {
    Stream<Violation> id =
        first(view.clientsWithId(client.server(), client.clientId()), client)
            .map(holder ->
                violation(
                    ClientFields.CLIENT_ID,
                    RuleId.EXCLUSIVE_CLIENT_ID,
                    client.clientId(),
                    "client id %s at AuthServer %s belongs to AuthClient %s: %s"
                        .formatted(
                            Quoted.of(client.clientId()),
                            client.server(),
                            holder.name(),
                            remedy(client))))
            .stream();
    Stream<Violation> secret =
        first(view.clientsWithSecret(client.name().namespace(), client.secretName()), client)
            .map(holder ->
                violation(
                    ClientFields.SECRET_NAME,
                    RuleId.EXCLUSIVE_SECRET,
                    client.secretName(),
                    "Secret %s is written by AuthClient %s: choose another spec.secretName"
                        .formatted(Quoted.of(client.secretName()), holder.name())))
            .stream();
    return Stream.concat(id, secret).toList();
  }

  /** A default id does not appear in the manifest. */
  private static String remedy(Client client) {
    return client.clientId().equals(client.name().defaultClientId())
        ? "the default id follows from metadata.name, so choose another name or set spec.clientId"
        : "choose another spec.clientId";
  }

  private static Optional<Client> first(Collection<Client> claimants, Client client) {
    return claimants.stream().filter(client::yieldsTo).findFirst();
  }

  private static Violation violation(FieldPath field, RuleId rule, String value, String message) {
    return new Violation(field, rule, value, message, List.of());
  }
}
