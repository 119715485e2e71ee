package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.nauthera.controller.provisioning.ClientRegistry.Cause;
import io.nauthera.controller.provisioning.ClientRegistry.Outcome;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Turns errors of the admin client into outcomes. No sentence contains a body or a secret. */
final class KeycloakErrors {
  private static final int MAX_REASON = 300;

  private final KeycloakConnection connection;

  KeycloakErrors(KeycloakConnection connection) {
    this.connection = connection;
  }

  /** The exception that the admin client throws for an error response. */
  static WebApplicationException of(Response answer) {
    answer.bufferEntity();
    return answer.getStatus() == 401
        ? new NotAuthorizedException(answer)
        : new WebApplicationException(answer);
  }

  Outcome outcome(RuntimeException failure) {
    Optional<WebApplicationException> answer = answer(failure);
    if (answer.isPresent()
        && answer.get().getResponse().getStatus() == 400
        && !isAboutToken(failure)) {
      return new Rejected("Keycloak rejects the client: " + reason(answer.get().getResponse()));
    }
    return unavailable(failure);
  }

  Unavailable unavailable(RuntimeException failure) {
    Optional<WebApplicationException> answer = answer(failure);
    if (answer.isEmpty()) {
      return new Unavailable(
          Cause.UNREACHABLE,
          "Keycloak at %s cannot be reached: %s".formatted(connection.url(), rootMessage(failure)));
    }
    int status = answer.get().getResponse().getStatus();
    boolean aboutToken = isAboutToken(failure) || answer.get() instanceof NotAuthorizedException;
    if (status == 401 || (status == 400 && aboutToken)) {
      return new Unavailable(
          Cause.CREDENTIALS_REJECTED,
          "Keycloak rejects the credentials of service account %s in realm %s: check client_id and client_secret"
              .formatted(connection.clientId(), connection.realm()));
    }
    if (status == 404 && (isAboutToken(failure) || isAboutRealm(answer.get().getResponse()))) {
      return new Unavailable(
          Cause.REALM_MISSING,
          "realm %s does not exist in Keycloak at %s"
              .formatted(connection.realm(), connection.url()));
    }
    return switch (status) {
      case 403 ->
          new Unavailable(
              Cause.FORBIDDEN,
              "service account %s of realm %s needs the roles manage-clients and view-realm of realm-management"
                  .formatted(connection.clientId(), connection.realm()));
      // Also a client that changed meanwhile: 404 if it was removed, 409 if two requests write it.
      default ->
          new Unavailable(
              Cause.OVERLOADED,
              "Keycloak at %s responds with HTTP %d: the controller retries"
                  .formatted(connection.url(), status));
    };
  }

  /** The token request fails inside a filter of the client, so its response is wrapped. */
  private static boolean isAboutToken(RuntimeException failure) {
    return failure instanceof ProcessingException;
  }

  private static boolean isAboutRealm(Response answer) {
    return body(answer).path("error").asText().startsWith("Realm");
  }

  private static Optional<WebApplicationException> answer(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WebApplicationException answer) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName()
        + (root.getMessage() == null ? "" : ": " + root.getMessage());
  }

  /** The sentence of Keycloak: it names fields and values of the request, but no secret. */
  private static String reason(Response answer) {
    JsonNode body = body(answer);
    String text =
        body.path("errorMessage").asText(body.path("error_description").asText("no reason given"));
    return text.length() > MAX_REASON ? text.substring(0, MAX_REASON) + "…" : text;
  }

  private static JsonNode body(Response answer) {
    try {
      answer.bufferEntity();
      JsonNode body = answer.readEntity(JsonNode.class);
      return body == null ? MissingNode.getInstance() : body;
    } catch (ProcessingException | IllegalStateException e) {
      return MissingNode.getInstance();
    }
  }
}
