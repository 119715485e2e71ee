package io.nauthera.controller.connections;

import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import io.nauthera.controller.provisioning.Realms.RealmSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads from Secrets what a connection to a realm needs. */
final class CredentialsReader {
  private static final String SERVICE_ACCOUNT =
      "the keys %s and %s of a service account"
          .formatted(AuthApi.CLIENT_ID_KEY, AuthApi.CLIENT_SECRET_KEY);

  private final Secrets secrets;
  private final LoopbackHttp loopbackHttp;

  CredentialsReader(Secrets secrets, LoopbackHttp loopbackHttp) {
    this.secrets = secrets;
    this.loopbackHttp = loopbackHttp;
  }

  /** The result of {@link #read}. */
  sealed interface Reading {}

  record Complete(KeycloakConnection connection) implements Reading {}

  /** {@code isTemporary} says that the Secrets may be as before. */
  record Incomplete(NotConnected why, boolean isTemporary) implements Reading {}

  Reading read(RealmSettings server) {
    String namespace = server.server().namespace();
    Optional<String> fault =
        loopbackHttp.fault(server.issuerUrl()).or(() -> loopbackHttp.fault(server.url()));
    if (fault.isPresent()) {
      return new Incomplete(
          new NotConnected(Obstacle.LOOPBACK_HTTP_NOT_ALLOWED, fault.get()), false);
    }
    try {
      Source credentials = source(namespace, server.credentialsSecret(), SERVICE_ACCOUNT);
      requireConsent(server, credentials);
      String ca = server.caSecret();
      return new Complete(
          new KeycloakConnection(
              server.url(),
              server.realm(),
              server.issuerUrl(),
              server.isUrlGiven(),
              credentials.value(AuthApi.CLIENT_ID_KEY),
              credentials.value(AuthApi.CLIENT_SECRET_KEY),
              ca == null
                  ? null
                  : source(namespace, ca, "the key " + AuthApi.CA_KEY).value(AuthApi.CA_KEY)));
    } catch (IncompleteException e) {
      return e.incomplete;
    }
  }

  /** Otherwise an AuthServer could send every Secret of its namespace to any server. */
  private static void requireConsent(RealmSettings server, Source credentials)
      throws IncompleteException {
    String label = AuthApi.SERVER_CREDENTIALS_LABEL;
    String defaultName = server.server().name() + AuthApi.SERVER_CREDENTIALS_SUFFIX;
    if (!server.credentialsSecret().equals(defaultName)
        && !"true".equals(credentials.content().labels().get(label))) {
      throw new IncompleteException(
          new Incomplete(
              new NotConnected(
                  Obstacle.CREDENTIALS_NOT_LABELED,
                  "%s is not read, because it does not have the label %s: \"true\". Add the label, or use a Secret with the default name %s"
                      .formatted(credentials.secret(), label, defaultName)),
              false));
    }
  }

  private Source source(String namespace, String name, String content) throws IncompleteException {
    String secret = "Secret " + namespace + "/" + name;
    return switch (secrets.read(namespace, name)) {
      case Secrets.Content found -> new Source(secret, found);
      case Secrets.Missing missing ->
          throw missing("%s does not exist: create it with %s".formatted(secret, content));
      case Secrets.Forbidden forbidden ->
          throw unreadable(
              "the controller may not read %s: give its service account the verb get for Secrets of namespace %s"
                  .formatted(secret, namespace),
              false);
      case Secrets.NoAnswer noAnswer ->
          throw unreadable(
              "%s cannot be read, because the API server does not respond: the controller retries"
                  .formatted(secret),
              true);
    };
  }

  /** A Secret that exists. */
  private record Source(String secret, Secrets.Content content) {
    String value(String key) throws IncompleteException {
      String value = content.data().get(key);
      if (value == null || value.isEmpty()) {
        throw missing("%s has no key %s".formatted(secret, key));
      }
      return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }
  }

  private static IncompleteException missing(String detail) {
    return new IncompleteException(
        new Incomplete(new NotConnected(Obstacle.CREDENTIALS_MISSING, detail), false));
  }

  private static IncompleteException unreadable(String detail, boolean isTemporary) {
    return new IncompleteException(
        new Incomplete(new NotConnected(Obstacle.CREDENTIALS_UNREADABLE, detail), isTemporary));
  }

  /** Ends the reading at the first Secret or key that is not there. */
  private static final class IncompleteException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Incomplete incomplete;

    IncompleteException(Incomplete incomplete) {
      super(incomplete.why().detail());
      this.incomplete = incomplete;
    }
  }
}
