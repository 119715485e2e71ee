package io.nauthera.controller.authclient;

import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientSpec.DeletionPolicy;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.connections.AuthServerSettings;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.ClientRegistry.Removed;
import io.nauthera.controller.provisioning.ClientRegistry.Taken;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.status.Finding;
import io.nauthera.controller.status.UnavailableReasons;
import java.util.Map;
import java.util.Optional;

/** Removes a client from the server before its AuthClient leaves the cluster. */
final class ClientRemoval {
  private static final String DELETED = "the AuthClient is being deleted";

  private final ClusterState cluster;
  private final Realms realms;

  ClientRemoval(ClusterState cluster, Realms realms) {
    this.cluster = cluster;
    this.realms = realms;
  }

  /** Whether the AuthClient may go. */
  sealed interface Result {}

  /** The server has nothing of it any more, or the annotation says to leave it there. */
  record Gone() implements Result {}

  /** The server has the client, or may have it; the removal is tried again. */
  record Pending(AuthClientStatusBuilder status) implements Result {}

  Result remove(AuthClient client) {
    Map<String, String> annotations = client.getMetadata().getAnnotations();
    if (annotations != null && annotations.containsKey(AuthApi.ABANDON_ANNOTATION)) {
      return new Gone();
    }
    // If a client cannot be read, its spec is missing or has only what the removal needs.
    if (client.getSpec() == null) {
      return pendingIfRegistered(
          client, Reason.UNREADABLE, AuthClients.fault(client).orElse("it has no spec"));
    }
    var server = cluster.server(AuthClients.server(client));
    if (server.isEmpty()) {
      return pendingIfRegistered(
          client,
          Reason.AUTH_SERVER_NOT_FOUND,
          "AuthServer %s does not exist".formatted(AuthClients.server(client)));
    }
    Optional<String> fault = AuthServers.fault(server.get());
    if (server.get().getSpec() == null && fault.isPresent()) {
      return pendingIfRegistered(client, Reason.AUTH_SERVER_UNREADABLE, fault.get());
    }
    return switch (realms.connect(AuthServerSettings.of(server.get()))) {
      case Connected(var realm) -> remove(client, realm.clients());
      case NotConnected(var obstacle, var detail) ->
          pendingIfRegistered(client, UnavailableReasons.of(obstacle), detail);
    };
  }

  private static Result remove(AuthClient client, ClientRegistry registry) {
    var owner = ClientPipeline.owner(client);
    String clientId = AuthClients.clientId(client);
    var removal =
        client.getSpec().deletionPolicy() == DeletionPolicy.Retain
            ? registry.release(clientId, owner)
            : registry.remove(clientId, owner);
    return switch (removal) {
      case Removed removed -> new Gone();
      // The client with this id belongs to another owner, so this AuthClient has none.
      case Taken taken -> new Gone();
      case Unavailable(var cause, var detail) -> pending(client, Reason.REMOVAL_PENDING, detail);
    };
  }

  private static Result pendingIfRegistered(AuthClient client, Reason reason, String why) {
    return new AuthClientStatusBuilder(client).isRegistered()
        ? pending(client, reason, why)
        : new Gone();
  }

  private static Result pending(AuthClient client, Reason reason, String why) {
    String message =
        "the client cannot be removed from the server: %s. The controller retries. To delete the AuthClient and leave the client at the server, add the annotation %s=true"
            .formatted(why, AuthApi.ABANDON_ANNOTATION);
    return new Pending(
        new AuthClientStatusBuilder(client)
            .add(Finding.pending(ConditionType.RESOLVED_REFS, DELETED))
            .add(Finding.pending(ConditionType.ACCEPTED, DELETED))
            .add(Finding.fails(ConditionType.PROGRAMMED, reason, message)));
  }
}
