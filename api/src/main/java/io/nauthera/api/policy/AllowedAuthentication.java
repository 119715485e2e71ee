package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.text.Quoted;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A client authenticates as its policies impose, and is public only where a policy imposes that.
 */
final class AllowedAuthentication implements PolicyRule {
  private static final String NONE = ClientAuthenticationMethod.NONE.toString();

  /** A value of its own: adding the grant is a new violation of a client that is public already. */
  private static final String NONE_WITH_CREDENTIALS =
      NONE + " with " + GrantType.CLIENT_CREDENTIALS;

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    var imposed = policy.authentication();
    return Conflict.over("authentication methods", imposed)
        .map(conflict ->
            Stream.concat(Stream.of(conflict(client, conflict)), publicClient(client, policy)))
        .orElseGet(() ->
            Stream.of(
                    differs(client, imposed),
                    unasked(client, imposed),
                    publicClient(client, policy))
                .flatMap(violations -> violations));
  }

  private static Stream<Violation> differs(
      ClientMetadata client, Imposed<ClientAuthenticationMethod> imposed) {
    return client.givenAuthentication().stream()
        .flatMap(given ->
            imposed.value().stream()
                .filter(wanted -> wanted != given)
                .map(wanted -> differs(given, wanted, imposed.imposedBy())));
  }

  private static Violation differs(
      ClientAuthenticationMethod given, ClientAuthenticationMethod wanted, List<PolicyName> by) {
    return violation(
        given.toString(),
        () ->
            "%s is not allowed: %s %s %s; use that method or remove the field"
                .formatted(
                    Quoted.of(given.toString()),
                    Messages.by(by),
                    by.size() == 1 ? "imposes" : "impose",
                    wanted),
        by);
  }

  private static Stream<Violation> unasked(
      ClientMetadata client, Imposed<ClientAuthenticationMethod> imposed) {
    return wantsNone(client) && imposed.all().isEmpty()
        ? Stream.of(
            violation(
                NONE,
                () ->
                    "\"none\" makes the client public, and only an AuthPolicy that imposes \"none\" (clientAuthentication.method) allows that; remove the field or use client_secret_basic",
                List.of()))
        : Stream.empty();
  }

  /** A client that is public by its own wish or, where it has none, by that of its policies. */
  private static Stream<Violation> publicClient(ClientMetadata client, EffectivePolicy policy) {
    boolean given = client.givenAuthentication().isPresent();
    var imposed = policy.authentication();
    boolean isPublic =
        given
            ? wantsNone(client)
            : !imposed.isContested()
                && imposed.value().filter(ClientAuthenticationMethod.NONE::equals).isPresent();
    if (!isPublic || !policy.grantsOf(client).contains(GrantType.CLIENT_CREDENTIALS)) {
      return Stream.empty();
    }
    List<PolicyName> by = given ? List.of() : imposed.imposedBy();
    return Stream.of(
        violation(
            NONE_WITH_CREDENTIALS,
            () ->
                "\"none\"%s cannot be used with grant type client_credentials: a public client has no credentials (RFC 6749 section 4.4)"
                    .formatted(given ? "" : ", which " + Messages.by(by) + " imposes,"),
            by));
  }

  /** Whether a public client uses the grant of service accounts. */
  static boolean isAboutService(Violation violation) {
    return violation.rule() == RuleId.AUTHENTICATION
        && violation.value().equals(NONE_WITH_CREDENTIALS);
  }

  private static boolean wantsNone(ClientMetadata client) {
    return client.givenAuthentication().filter(ClientAuthenticationMethod.NONE::equals).isPresent();
  }

  /** No method that the client could set would satisfy all policies. */
  private static Violation conflict(ClientMetadata client, Conflict conflict) {
    return violation(
        client.givenAuthentication().map(ClientAuthenticationMethod::toString).orElse(""),
        () ->
            "the governing policies impose %s, so no method is valid: the owners of the policies must resolve this"
                .formatted(conflict),
        conflict.policies());
  }

  private static Violation violation(String method, Supplier<String> message, List<PolicyName> by) {
    return Violation.of(
        ClientFields.AUTHENTICATION_METHOD, RuleId.AUTHENTICATION, method, message, by);
  }
}
