package io.nauthera.controller.authclient;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientSpec.DeletionPolicy;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.EventReason;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.connections.AuthServerSettings;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.ClientRegistry.Absent;
import io.nauthera.controller.provisioning.ClientRegistry.Found;
import io.nauthera.controller.provisioning.ClientRegistry.Removal;
import io.nauthera.controller.provisioning.ClientRegistry.Removed;
import io.nauthera.controller.provisioning.Ownership;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.status.Finding;
import io.nauthera.controller.status.Happening;
import io.nauthera.controller.status.UnavailableReasons;
import java.util.Optional;

/** Removes a client from the server before its AuthClient leaves the cluster. */
final class ClientRemoval {
  private static final String DELETED = "the AuthClient is being deleted";

  private final ClusterState state;
  private final Realms realms;
  private final String cluster;

  /** {@code cluster} is the uid of this cluster. */
  ClientRemoval(ClusterState state, Realms realms, String cluster) {
    this.state = state;
    this.realms = realms;
    this.cluster = cluster;
  }

  /** Whether the AuthClient may go. */
  sealed interface Result {}

  /** The server has nothing of it any more, or it is abandoned there. */
  record Gone(Optional<Happening> happening) implements Result {
    static Gone because(EventReason reason, String note) {
      return new Gone(Optional.of(new Happening(reason, note)));
    }
  }

  /** The server has the client, or may have it; the removal is tried again. */
  record Pending(AuthClientStatusBuilder status) implements Result {}

  /** Why a client cannot be removed now. */
  private record Obstacle(Reason reason, String why) {}

  Result remove(AuthClient client) {
    if (client.getSpec() == null) {
      // If a client cannot be read, its spec is missing or has only what the removal needs.
      return AuthClients.isRegistered(client.getStatus())
          ? pending(
              client,
              new Obstacle(Reason.UNREADABLE, AuthClients.fault(client).orElse("it has no spec")))
          : new Gone(Optional.empty());
    }
    Optional<Connected> connection = connection(client);
    boolean isRegistered =
        AuthClients.isRegistered(client.getStatus())
            || connection.filter(known -> isKnown(client, known)).isPresent();
    if (!isRegistered) {
      return new Gone(Optional.empty());
    }
    return connection
        .map(known -> remove(client, known))
        .orElseGet(() -> pending(client, obstacle(client)));
  }

  /** If the AuthServer or its credentials have gone, the connection that was used before. */
  private Optional<Connected> connection(AuthClient client) {
    ServerName name = AuthClients.server(client);
    return readable(name)
        .flatMap(server ->
            realms.connect(AuthServerSettings.of(server)) instanceof Connected connected
                ? Optional.of(connected)
                : Optional.empty())
        .or(() -> realms.remembered(name));
  }

  private Optional<AuthServer> readable(ServerName name) {
    return state.server(name).filter(server -> server.getSpec() != null);
  }

  /** Why there is no connection. */
  private Obstacle obstacle(AuthClient client) {
    ServerName name = AuthClients.server(client);
    Optional<AuthServer> server = state.server(name);
    if (server.isEmpty()) {
      return new Obstacle(
          Reason.AUTH_SERVER_NOT_FOUND,
          "AuthServer %s does not exist: create it and its credentials again".formatted(name));
    }
    if (server.get().getSpec() == null) {
      return new Obstacle(
          Reason.AUTH_SERVER_UNREADABLE, AuthServers.fault(server.get()).orElse("it has no spec"));
    }
    return realms.connect(AuthServerSettings.of(server.get()))
            instanceof NotConnected(var obstacle, var detail)
        ? new Obstacle(UnavailableReasons.of(obstacle), detail)
        : new Obstacle(Reason.PENDING, "the connection was just made");
  }

  private boolean isKnown(AuthClient client, Connected connection) {
    return connection
        .inventory()
        .find(AuthClients.clientId(client))
        .filter(found -> ownership(client, found).isOwn())
        .isPresent();
  }

  private Ownership ownership(AuthClient client, RegisteredClient found) {
    return Ownership.of(found, ClientPipeline.owner(client, cluster));
  }

  private Result remove(AuthClient client, Connected connection) {
    String realm = connection.settings().realmUrl();
    AuthClientStatus status = client.getStatus();
    var registration = status == null ? null : status.registration();
    if (registration != null && !registration.realm().equals(realm)) {
      return pending(
          client,
          new Obstacle(
              Reason.REALM_CHANGED,
              "it is registered in realm %s, and AuthServer %s now names realm %s: set the AuthServer back"
                  .formatted(registration.realm(), connection.settings().server(), realm)));
    }
    String clientId = AuthClients.clientId(client);
    return switch (connection.realm().clients().find(clientId)) {
      case Absent absent -> absent(client, connection);
      case Found(var found) when ownership(client, found).isOwn() ->
          remove(client, found, connection);
      case Found other -> {
        connection.inventory().remove(clientId);
        yield Gone.because(
            EventReason.NOT_OWNED,
            "client %s in realm %s does not have the marker of this AuthClient: it stays there"
                .formatted(clientId, realm));
      }
      case Unavailable why -> unavailable(client, connection, why);
    };
  }

  /**
   * A service account without the right to see a client gets the same answer as if none existed.
   */
  private Result absent(AuthClient client, Connected connection) {
    var problem = connection.realm().health().problem();
    if (problem.isPresent()) {
      return unavailable(client, connection, problem.get());
    }
    connection.inventory().remove(AuthClients.clientId(client));
    return new Gone(Optional.empty());
  }

  private Result remove(AuthClient client, RegisteredClient found, Connected connection) {
    ClientRegistry registry = connection.realm().clients();
    boolean retain = client.getSpec().deletionPolicy() == DeletionPolicy.Retain;
    Removal removal = retain ? registry.release(found) : registry.remove(found);
    return switch (removal) {
      case Removed removed -> {
        connection.inventory().remove(found.clientId());
        yield retain
            ? Gone.because(
                EventReason.RELEASED,
                "client %s stays in realm %s, because deletionPolicy is Retain"
                    .formatted(found.clientId(), connection.settings().realmUrl()))
            : Gone.because(
                EventReason.REMOVED,
                "client %s was removed from realm %s"
                    .formatted(found.clientId(), connection.settings().realmUrl()));
      }
      case Unavailable why -> unavailable(client, connection, why);
    };
  }

  private Result unavailable(AuthClient client, Connected connection, Unavailable why) {
    return switch (why.cause()) {
      case REALM_MISSING ->
          Gone.because(
              EventReason.REMOVED,
              "client %s does not exist any more, because realm %s does not"
                  .formatted(AuthClients.clientId(client), connection.settings().realmUrl()));
      case UNREACHABLE, OVERLOADED, FAILED, CREDENTIALS_REJECTED, FORBIDDEN ->
          pending(client, new Obstacle(Reason.REMOVAL_PENDING, why.detail()));
    };
  }

  private static String clientId(AuthClient client) {
    AuthClientStatus status = client.getStatus();
    if (status != null && status.clientId() != null) {
      return status.clientId();
    }
    return client.getSpec() == null
        ? AuthClients.name(client).defaultClientId()
        : AuthClients.clientId(client);
  }

  /** The annotation counts only here, after the removal failed. */
  private static Result pending(AuthClient client, Obstacle obstacle) {
    AuthClientStatus status = client.getStatus();
    var registration = status == null ? null : status.registration();
    var annotations = client.getMetadata().getAnnotations();
    if (annotations != null && "true".equals(annotations.get(AuthApi.ABANDON_ANNOTATION))) {
      return Gone.because(
          EventReason.ABANDONED,
          "client %s was abandoned in realm %s: remove it there. It could not be removed: %s"
              .formatted(
                  clientId(client),
                  registration == null ? "of the AuthServer" : registration.realm(),
                  obstacle.why()));
    }
    String message =
        "the client cannot be removed from the server: %s. The controller retries. To delete the AuthClient and leave the client at the server, add the annotation %s=true"
            .formatted(obstacle.why(), AuthApi.ABANDON_ANNOTATION);
    return new Pending(
        new AuthClientStatusBuilder(client)
            .add(Finding.pending(ConditionType.RESOLVED_REFS, DELETED))
            .add(Finding.pending(ConditionType.ACCEPTED, DELETED))
            .add(Finding.fails(ConditionType.PROGRAMMED, obstacle.reason(), message)));
  }
}
