package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A client id begins with the team's own namespace, so that nobody can take another team's; a
 * policy can allow others.
 */
final class ClientIdPrefix implements PolicyRule {
  private static final String FIELD = "spec.clientId";

  /** Clients that Keycloak makes and needs in every realm. */
  private static final Set<String> RESERVED =
      Set.of(
          "account",
          "account-console",
          "admin-cli",
          "admin-permissions",
          "broker",
          "realm-management",
          "security-admin-console");

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    String id = client.clientId();
    String prefix = client.name().namespace() + ".";
    boolean own = id.startsWith(prefix);
    if (RESERVED.contains(id) || (!own && id.endsWith("-realm"))) {
      return Stream.of(
          violation(
              id,
              "%s is kept by Keycloak for itself: choose another id, or leave spec.clientId out"
                  .formatted(Messages.quoted(id)),
              List.of()));
    }
    if (own || policy.customClientIds().granted()) {
      return Stream.empty();
    }
    var refusers = policy.customClientIds().refusers();
    return Stream.of(
        violation(
            id,
            "%s does not begin with %s, and ids outside the namespace are not allowed by %s; leave spec.clientId out to get %s"
                .formatted(
                    Messages.quoted(id),
                    Messages.quoted(prefix),
                    Messages.by(refusers),
                    client.name().defaultClientId()),
            refusers));
  }

  private static Violation violation(String id, String message, List<PolicyName> by) {
    return new Violation(FIELD, RuleId.CLIENT_ID, id, message, by);
  }
}
