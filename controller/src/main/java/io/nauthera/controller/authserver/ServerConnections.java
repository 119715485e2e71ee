package io.nauthera.controller.authserver;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerSpec;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.api.v1alpha1.SecretRef;
import io.nauthera.controller.keycloak.KeycloakClientRegistry;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.keycloak.OpenIdDiscovery;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.Endpoints;
import io.nauthera.controller.provisioning.ServerCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the realms of AuthServers: one per server, made anew when its address or
 * credentials change.
 */
public final class ServerConnections implements AutoCloseable {
  /** How long credentials that were read may be used before the Secret is looked at again. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final KubernetesClient kubernetes;
  private final Clock clock;
  private final ConcurrentMap<ServerName, Known> known = new ConcurrentHashMap<>();

  public ServerConnections(KubernetesClient kubernetes, Clock clock) {
    this.kubernetes = kubernetes;
    this.clock = clock;
  }

  /** Whether there is a connection. */
  public sealed interface Connection {}

  /** There is: clients can be registered, if the server answers. */
  public static final class Connected implements Connection {
    private final KeycloakConnection connection;
    private final KeycloakClientRegistry registry;
    private final String issuerUrl;
    private @Nullable Endpoints endpoints;

    private Connected(KeycloakConnection connection, String issuerUrl) {
      this.connection = connection;
      this.issuerUrl = issuerUrl;
      this.registry = KeycloakClientRegistry.connect(connection);
    }

    public ClientRegistry registry() {
      return registry;
    }

    public ServerCheck check() {
      return registry.check();
    }

    public String issuerUrl() {
      return issuerUrl;
    }

    /** Asked for once per connection. */
    public synchronized Endpoints endpoints() throws IOException {
      if (endpoints == null) {
        try {
          endpoints = OpenIdDiscovery.fetch(issuerUrl, connection.caPem());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
      }
      return endpoints;
    }

    private boolean isFor(KeycloakConnection other, String issuer) {
      return connection.equals(other) && issuerUrl.equals(issuer);
    }
  }

  /** There is not, and why. */
  public record NotConnected(Reason reason, String detail) implements Connection {}

  private record Known(Connection connection, @Nullable Long generation, Instant since) {}

  public Connection to(AuthServer server) {
    Instant now = clock.instant();
    Long generation = server.getMetadata().getGeneration();
    return known
        .compute(
            AuthServers.name(server),
            (name, before) ->
                before != null
                        && Objects.equals(before.generation(), generation)
                        && before.since().plus(FRESH).isAfter(now)
                    ? before
                    : new Known(connect(server, before), generation, now))
        .connection();
  }

  /**
   * Reads address and credentials, and keeps the connection that there is where they are the same.
   */
  private Connection connect(AuthServer server, @Nullable Known before) {
    try {
      KeycloakConnection wanted = describe(server);
      String issuer = server.getSpec().issuerUrl();
      if (before != null && before.connection() instanceof Connected connected) {
        if (connected.isFor(wanted, issuer)) {
          return connected;
        }
        connected.registry.close();
      }
      return new Connected(wanted, issuer);
    } catch (Incomplete e) {
      return new NotConnected(Reason.CREDENTIALS_MISSING, e.getMessage());
    } catch (UncheckedIOException e) {
      return new NotConnected(
          Reason.CERTIFICATE_AUTHORITY_UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private KeycloakConnection describe(AuthServer server) throws Incomplete {
    AuthServerSpec spec = server.getSpec();
    String namespace = server.getMetadata().getNamespace();
    AuthServerSpec.@Nullable Keycloak keycloak = spec.keycloak();
    SecretRef given = keycloak == null ? null : keycloak.credentialsSecretRef();
    String name = given == null ? server.getMetadata().getName() + "-keycloak" : given.name();
    Secret credentials =
        secret(namespace, name, "with client_id and client_secret of a service account");
    SecretRef ca = keycloak == null ? null : keycloak.caSecretRef();
    return new KeycloakConnection(
        RealmAddress.baseUrl(spec),
        RealmAddress.realm(spec),
        value(credentials, "client_id"),
        value(credentials, "client_secret"),
        ca == null ? null : value(secret(namespace, ca.name(), "with ca.crt"), "ca.crt"));
  }

  private Secret secret(String namespace, String name, String holding) throws Incomplete {
    Secret secret = kubernetes.secrets().inNamespace(namespace).withName(name).get();
    if (secret == null) {
      throw new Incomplete(
          "Secret %s/%s %s does not exist (yet)".formatted(namespace, name, holding));
    }
    return secret;
  }

  private static String value(Secret secret, String key) throws Incomplete {
    Map<String, String> data = secret.getData();
    String value = data == null ? null : data.get(key);
    if (value == null || value.isEmpty()) {
      throw new Incomplete(
          "Secret %s/%s has no key %s"
              .formatted(secret.getMetadata().getNamespace(), secret.getMetadata().getName(), key));
    }
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  /** Something that a connection needs is missing; the message says what. */
  private static final class Incomplete extends Exception {
    private static final long serialVersionUID = 1L;
    private final String what;

    Incomplete(String message) {
      super(message);
      what = message;
    }

    @Override
    public String getMessage() {
      return what;
    }
  }

  @Override
  public void close() {
    known.values().stream()
        .map(Known::connection)
        .forEach(connection -> {
          if (connection instanceof Connected connected) {
            connected.registry.close();
          }
        });
  }
}
