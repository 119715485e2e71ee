package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A client authenticates as its policies impose, and without a secret only where a policy wants it
 * so.
 */
final class AllowedAuthentication implements PolicyRule {
  private static final String FIELD = "spec.tokenEndpointAuthMethod";

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    var imposed = policy.authentication();
    var method = policy.authenticationOf(client);
    if (client.givenAuthentication().isEmpty() && imposed.isContested()) {
      return Stream.of(conflict(method, imposed));
    }
    Stream<Violation> differs =
        imposed.all().entrySet().stream()
            .filter(entry -> entry.getKey() != method)
            .map(entry -> differs(method, entry.getKey(), entry.getValue()));
    return Stream.concat(differs, publicClient(client, policy, method));
  }

  private static Stream<Violation> publicClient(
      ClientMetadata client, EffectivePolicy policy, ClientAuthenticationMethod method) {
    if (method != ClientAuthenticationMethod.NONE) {
      return Stream.empty();
    }
    Stream.Builder<Violation> violations = Stream.builder();
    if (policy.authentication().all().isEmpty()) {
      violations.add(
          violation(
              method,
              "\"none\" makes a public client, which only an AuthPolicy that imposes \"none\" allows; leave the field out or use client_secret_basic",
              List.of()));
    }
    if (policy.grantsOf(client).contains(GrantType.CLIENT_CREDENTIALS)) {
      violations.add(
          violation(
              method,
              "\"none\" cannot be used with grant type client_credentials: a public client has no credentials (RFC 6749 section 4.4)",
              List.of()));
    }
    return violations.build();
  }

  private static Violation differs(
      ClientAuthenticationMethod method, ClientAuthenticationMethod wanted, List<PolicyName> by) {
    String message =
        "%s is not allowed: %s %s %s"
            .formatted(
                Say.quoted(method.toString()),
                Say.by(by),
                by.size() == 1 ? "imposes" : "impose",
                wanted);
    return violation(method, message, by);
  }

  private static Violation conflict(
      ClientAuthenticationMethod method, Imposed<ClientAuthenticationMethod> imposed) {
    String claims =
        imposed.all().entrySet().stream()
            .map(entry -> Say.by(entry.getValue()) + ": " + entry.getKey())
            .collect(Collectors.joining("; "));
    List<PolicyName> all =
        imposed.all().entrySet().stream()
            .map(Map.Entry::getValue)
            .flatMap(List::stream)
            .sorted()
            .toList();
    return violation(
        method,
        "policies impose different methods (" + claims + "): their owners must settle it",
        all);
  }

  private static Violation violation(
      ClientAuthenticationMethod method, String message, List<PolicyName> by) {
    return new Violation(FIELD, Rule.AUTHENTICATION, method.toString(), message, by);
  }
}
