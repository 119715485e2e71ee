package io.nauthera.controller.connections;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.Realms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Keeps one connection per AuthServer until its settings or credentials change. */
public final class ServerConnections implements Realms, AutoCloseable {
  /** How long credentials are used before their Secret is read again. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final Secrets secrets;
  private final RealmFactory factory;
  private final Clock clock;
  private final ConcurrentMap<ServerName, Known> known = new ConcurrentHashMap<>();

  ServerConnections(Secrets secrets, RealmFactory factory, Clock clock) {
    this.secrets = secrets;
    this.factory = factory;
    this.clock = clock;
  }

  public static ServerConnections of(
      KubernetesClient kubernetes, RealmFactory factory, Clock clock) {
    return new ServerConnections(
        (namespace, name) ->
            Optional.ofNullable(kubernetes.secrets().inNamespace(namespace).withName(name).get())
                .map(secret -> secret.getData() == null ? Map.of() : secret.getData()),
        factory,
        clock);
  }

  /** Reads Secrets of the cluster. */
  interface Secrets {
    /** The data of a Secret, encoded in base64; empty if the Secret does not exist. */
    Optional<Map<String, String>> data(String namespace, String name);
  }

  /** Makes the client of a realm. */
  public interface RealmFactory {
    /**
     * Calls nothing at the server yet.
     *
     * @throws IOException if the certificate authorities cannot be read; the message says so
     */
    Realm connect(KeycloakConnection connection) throws IOException;
  }

  /** {@code used} and {@code realm} are null if there is no connection. */
  private record Known(
      RealmSettings settings,
      Instant since,
      Connection connection,
      @Nullable KeycloakConnection used,
      @Nullable Realm realm) {}

  @Override
  public Connection connect(RealmSettings server) {
    Instant now = clock.instant();
    return known
        .compute(
            server.server(),
            (name, before) ->
                before != null
                        && before.settings().equals(server)
                        && before.since().plus(FRESH).isAfter(now)
                    ? before
                    : refreshed(server, before, now))
        .connection();
  }

  private Known refreshed(RealmSettings server, @Nullable Known before, Instant now) {
    try {
      KeycloakConnection wanted = describe(server);
      if (before != null && wanted.equals(before.used())) {
        return new Known(server, now, before.connection(), before.used(), before.realm());
      }
      close(before);
      Realm realm = factory.connect(wanted);
      return new Known(server, now, new Connected(realm), wanted, realm);
    } catch (MissingException e) {
      close(before);
      return notConnected(server, now, Obstacle.CREDENTIALS_MISSING, e.getMessage());
    } catch (IOException e) {
      return notConnected(
          server, now, Obstacle.CERTIFICATE_AUTHORITY_UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private static Known notConnected(
      RealmSettings server, Instant now, Obstacle obstacle, String detail) {
    return new Known(server, now, new NotConnected(obstacle, detail), null, null);
  }

  private KeycloakConnection describe(RealmSettings server) throws MissingException {
    String namespace = server.server().namespace();
    String name = server.credentialsSecret();
    Map<String, String> credentials =
        secret(
            namespace,
            name,
            "the keys %s and %s of a service account"
                .formatted(AuthApi.CLIENT_ID_KEY, AuthApi.CLIENT_SECRET_KEY));
    String ca = server.caSecret();
    return new KeycloakConnection(
        server.url(),
        server.realm(),
        server.issuerUrl(),
        value(credentials, namespace, name, AuthApi.CLIENT_ID_KEY),
        value(credentials, namespace, name, AuthApi.CLIENT_SECRET_KEY),
        ca == null
            ? null
            : value(
                secret(namespace, ca, "the key " + AuthApi.CA_KEY), namespace, ca, AuthApi.CA_KEY));
  }

  private Map<String, String> secret(String namespace, String name, String content)
      throws MissingException {
    return secrets
        .data(namespace, name)
        .orElseThrow(() ->
            new MissingException(
                "Secret %s/%s does not exist: create it with %s"
                    .formatted(namespace, name, content)));
  }

  private static String value(Map<String, String> data, String namespace, String name, String key)
      throws MissingException {
    String value = data.get(key);
    if (value == null || value.isEmpty()) {
      throw new MissingException("Secret %s/%s has no key %s".formatted(namespace, name, key));
    }
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  /** A Secret or a key is missing; the message says which. */
  private static final class MissingException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String message;

    MissingException(String message) {
      super(message);
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }
  }

  private static void close(@Nullable Known connection) {
    Realm realm = connection == null ? null : connection.realm();
    if (realm != null) {
      realm.close();
    }
  }

  @Override
  public void close() {
    known.values().forEach(ServerConnections::close);
  }
}
