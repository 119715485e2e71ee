package io.nauthera.controller.keycloak;

import io.nauthera.api.text.Quoted;
import io.nauthera.controller.keycloak.Tokens.Token;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns failed calls into outcomes with a fixed sentence per cause. What exactly happened goes to
 * the log, once per outage.
 */
final class KeycloakErrors {
  private static final Logger LOG = LoggerFactory.getLogger(KeycloakErrors.class);
  private static final int MAX_REASONS = 5;
  private static final List<String> NEEDED = List.of("manage-clients", "view-realm");

  private final KeycloakConnection connection;
  private final AtomicBoolean outage = new AtomicBoolean();

  KeycloakErrors(KeycloakConnection connection) {
    this.connection = connection;
  }

  /** A call succeeded: the next failure begins another outage. */
  void succeeded() {
    outage.set(false);
  }

  /** A call had no complete answer. */
  UnavailableException failed(IOException failure) {
    Unavailable unavailable =
        switch (failure) {
          case SSLException tls ->
              new Unavailable(
                  Cause.UNREACHABLE,
                  "Keycloak at %s cannot be reached: the TLS handshake fails; if its certificate comes from a private authority, give the authority in spec.keycloak.caSecretRef"
                      .formatted(connection.url()));
          case BodyTooLargeException large ->
              new Unavailable(
                  Cause.FAILED,
                  "Keycloak at %s sends an answer that is too large".formatted(connection.url()));
          default -> noAnswer();
        };
    return logged(unavailable, cause(failure));
  }

  /** A call was given up. */
  Unavailable noAnswer() {
    return KeycloakConnection.noAnswer(connection.url());
  }

  /** The answer is not one that a token comes with. */
  UnavailableException tokenRefused(Answer answer) {
    return switch (answer.status()) {
      case 400, 401 -> logged(credentialsRejected(), status(answer));
      default -> refused(answer, null);
    };
  }

  /** The answer is an error; {@code token} is the one that the call was made with. */
  UnavailableException refused(Answer answer, @Nullable Token token) {
    int status = answer.status();
    Unavailable unavailable =
        switch (status) {
          case 401 -> credentialsRejected();
          case 403 -> token == null ? notKeycloak() : forbidden(token);
          case 404 -> answer.error().startsWith("Realm") ? realmMissing() : notKeycloak();
          case 429, 502, 503, 504 -> overloaded(answer.retryAfter());
          default -> status == 409 || status >= 500 ? failedRequest() : notKeycloak();
        };
    return logged(unavailable, status(answer));
  }

  /** The answer to a successful call is not what Keycloak sends. */
  UnavailableException unexpected(Answer answer) {
    return logged(notKeycloak(), status(answer) + " with an unexpected body");
  }

  private Unavailable credentialsRejected() {
    return new Unavailable(
        Cause.CREDENTIALS_REJECTED,
        "Keycloak rejects the credentials of service account %s in realm %s: check client_id and client_secret"
            .formatted(Quoted.of(connection.clientId()), Quoted.of(connection.realm())));
  }

  private Unavailable realmMissing() {
    return new Unavailable(
        Cause.REALM_MISSING,
        "realm %s does not exist in Keycloak at %s"
            .formatted(Quoted.of(connection.realm()), connection.url()));
  }

  private Unavailable overloaded(@Nullable Duration retryAfter) {
    return new Unavailable(
        Cause.OVERLOADED,
        "Keycloak at %s cannot serve requests now: the controller retries"
            .formatted(connection.url()),
        retryAfter);
  }

  private Unavailable failedRequest() {
    return new Unavailable(
        Cause.FAILED,
        "Keycloak at %s fails at this request: the controller retries, and the log of Keycloak says why"
            .formatted(connection.url()));
  }

  /** The status is not shown: the URL may be that of a server that its owner may not ask. */
  private Unavailable notKeycloak() {
    return new Unavailable(
        Cause.UNREACHABLE,
        "%s does not answer as Keycloak does: check spec.issuerUrl and spec.keycloak.url of the AuthServer"
            .formatted(connection.url()));
  }

  /** The document is not the metadata of the issuer; {@code detail} contains nothing of it. */
  DiscoveryFailed discoveryFailed(String detail, Answer answer) {
    log(detail, status(answer));
    return new DiscoveryFailed(detail);
  }

  /** The service account may not do what the call needs. */
  Unavailable forbidden(Token token) {
    Set<String> missing = missingRoles(token);
    return forbidden(missing.isEmpty() ? NEEDED : missing);
  }

  /** The realm shows no settings, which is how Keycloak hides them. */
  Unavailable realmHidden() {
    return forbidden(List.of("view-realm"));
  }

  /** A secret is masked or missing where the service account may not manage the client. */
  Unavailable secretHidden() {
    return forbidden(List.of("manage-clients"));
  }

  private Unavailable forbidden(Iterable<String> roles) {
    String names = String.join(" and ", roles);
    return new Unavailable(
        Cause.FORBIDDEN,
        "service account %s of realm %s needs the %s %s of %s"
            .formatted(
                Quoted.of(connection.clientId()),
                Quoted.of(connection.realm()),
                names.contains(" ") ? "roles" : "role",
                names,
                connection.rolesClient()));
  }

  /** Empty also if the token does not name the roles. */
  static Set<String> missingRoles(Token token) {
    Set<String> roles = token.roles();
    var missing = new TreeSet<String>();
    if (roles != null) {
      missing.addAll(NEEDED);
      missing.removeAll(roles);
      if (roles.contains("manage-realm")) {
        missing.remove("view-realm");
      }
    }
    return missing;
  }

  /** Keycloak refuses the client. Its sentences name fields of the request, and no secret. */
  static Rejected rejected(Answer answer) {
    String text =
        answer.body().path("errorMessage").asText(answer.body().path("error_description").asText());
    return new Rejected(
        text.isEmpty()
            ? "Keycloak rejects the client, without a reason"
            : "Keycloak rejects the client: "
                + Stream.of(text.split("; ", -1))
                    .limit(MAX_REASONS)
                    .map(Quoted::of)
                    .collect(Collectors.joining(", ")));
  }

  private UnavailableException logged(Unavailable unavailable, String what) {
    log(unavailable.detail(), what);
    return new UnavailableException(unavailable);
  }

  private void log(String detail, String what) {
    if (outage.compareAndSet(false, true)) {
      LOG.warn("{} ({})", detail, what);
    }
  }

  private static String status(Answer answer) {
    return "HTTP " + answer.status();
  }

  private static String cause(IOException failure) {
    String type = failure.getClass().getSimpleName();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null) {
        return type + ": " + Quoted.of(message);
      }
    }
    return type;
  }
}
