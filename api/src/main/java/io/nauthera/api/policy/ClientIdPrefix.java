package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.text.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A client id begins with the client's own namespace, so that one team cannot take the id of
 * another; a policy can allow other ids, but never a reserved one.
 */
final class ClientIdPrefix implements PolicyRule {
  private final ServerProfile server;

  ClientIdPrefix(ServerProfile server) {
    this.server = server;
  }

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    String id = client.clientId();
    String prefix = client.name().namespace() + ".";
    boolean isOwn = client.name().isOwnClientId(id);
    // Some databases of Keycloak ignore case.
    String lowerCase = id.toLowerCase(Locale.ROOT);
    if (server.reservedClientIds().contains(lowerCase)
        || (!isOwn && lowerCase.endsWith(server.reservedClientIdSuffix()))) {
      return Stream.of(
          violation(
              id,
              () ->
                  "%s is reserved by %s: choose another id, or remove spec.clientId"
                      .formatted(Quoted.of(id), server.name()),
              List.of()));
    }
    if (isOwn || policy.customClientIds().granted()) {
      return Stream.empty();
    }
    var refusers = policy.customClientIds().refusers();
    return Stream.of(
        violation(
            id,
            () ->
                "%s does not begin with %s, and client ids outside the namespace are not allowed by %s; remove spec.clientId to get %s"
                    .formatted(
                        Quoted.of(id),
                        Quoted.of(prefix),
                        Messages.by(refusers),
                        client.name().defaultClientId()),
            refusers));
  }

  private static Violation violation(String id, Supplier<String> message, List<PolicyName> by) {
    return Violation.of(ClientFields.CLIENT_ID, RuleId.CLIENT_ID, id, message, by);
  }
}
