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

/** What Keycloak's answers and silences mean. No sentence here holds a body or a secret. */
final class Failures {
  private static final int MAX_REASON = 300;

  private final KeycloakConnection connection;

  Failures(KeycloakConnection connection) {
    this.connection = connection;
  }

  /** An answer that says no, as the exception that the admin client throws for others. */
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
      return new Rejected("Keycloak refuses the client: " + reason(answer.get().getResponse()));
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
          "Keycloak at %s has no realm %s".formatted(connection.url(), connection.realm()));
    }
    return switch (status) {
      case 403 ->
          new Unavailable(
              Cause.FORBIDDEN,
              "service account %s of realm %s needs the roles manage-clients and view-realm of realm-management"
                  .formatted(connection.clientId(), connection.realm()));
      // Also what changed while it was looked at: 404 a client that vanished, 409 one that two
      // write.
      default ->
          new Unavailable(
              Cause.OVERLOADED,
              "Keycloak at %s answers %d and is asked again".formatted(connection.url(), status));
    };
  }

  /** The token request fails inside the client's filters, so its answer comes wrapped. */
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

  /** Keycloak's own sentence, which names fields and values of the request but no secret. */
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
