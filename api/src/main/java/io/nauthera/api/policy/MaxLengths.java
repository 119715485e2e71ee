package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.text.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** No name of a client is longer than the server or Kubernetes can store. */
final class MaxLengths implements PolicyRule {
  /** Of a Secret, as of most objects of Kubernetes. */
  private static final int MAX_SECRET_NAME = 253;

  private final ServerProfile server;

  MaxLengths(ServerProfile server) {
    this.server = server;
  }

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    return Stream.of(displayName(client), clientId(client, policy), secretName(client))
        .flatMap(Optional::stream);
  }

  /** The schema counts characters; databases count UTF-16 units. */
  private Optional<Violation> displayName(ClientMetadata client) {
    String name = client.displayName();
    int max = server.maxNameLength();
    if (name == null || name.length() <= max) {
      return Optional.empty();
    }
    return violation(
        ClientFields.DISPLAY_NAME,
        name,
        () ->
            "%s is %d UTF-16 units long (an emoji counts as 2 or more), and %s can store at most %d: shorten it"
                .formatted(Quoted.of(name), name.length(), server.name(), max));
  }

  private Optional<Violation> clientId(ClientMetadata client, EffectivePolicy policy) {
    String id = client.clientId();
    boolean isService = policy.grantsOf(client).contains(GrantType.CLIENT_CREDENTIALS);
    int max = isService ? server.maxServiceAccountIdLength() : server.maxNameLength();
    if (id.length() <= max) {
      return Optional.empty();
    }
    String limit =
        isService
            ? "%s can store at most %d with grant type client_credentials, because it names the user of the service account after the client"
                .formatted(server.name(), max)
            : "%s can store at most %d".formatted(server.name(), max);
    ClientName name = client.name();
    return id.equals(name.defaultClientId())
        ? violation(
            ClientFields.NAME,
            id,
            () ->
                "the default client id %s is %d characters long, and %s: choose a shorter name, or set spec.clientId"
                    .formatted(Quoted.of(id), id.length(), limit))
        : violation(
            ClientFields.CLIENT_ID,
            id,
            () ->
                "%s is %d characters long, and %s: choose a shorter client id"
                    .formatted(Quoted.of(id), id.length(), limit));
  }

  private static Optional<Violation> secretName(ClientMetadata client) {
    String secret = client.secretName();
    if (secret.length() <= MAX_SECRET_NAME) {
      return Optional.empty();
    }
    return secret.equals(client.name().defaultSecretName())
        ? violation(
            ClientFields.NAME,
            secret,
            () ->
                "the default Secret name %s is %d characters long, and Kubernetes accepts at most %d: choose a shorter name, or set spec.secretName"
                    .formatted(Quoted.of(secret), secret.length(), MAX_SECRET_NAME))
        : violation(
            ClientFields.SECRET_NAME,
            secret,
            () ->
                "%s is %d characters long, and Kubernetes accepts at most %d: choose a shorter name"
                    .formatted(Quoted.of(secret), secret.length(), MAX_SECRET_NAME));
  }

  private static Optional<Violation> violation(
      FieldPath field, String value, Supplier<String> message) {
    return Optional.of(Violation.of(field, RuleId.LENGTHS, value, message, List.of()));
  }
}
