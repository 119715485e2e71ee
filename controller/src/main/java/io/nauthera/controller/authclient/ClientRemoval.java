package io.nauthera.controller.authclient;

import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientSpec.DeletionPolicy;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.authserver.ServerConnections;
import io.nauthera.controller.authserver.ServerConnections.Connected;
import io.nauthera.controller.authserver.ServerConnections.NotConnected;
import io.nauthera.controller.cluster.Cluster;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.status.Finding;
import java.util.Map;

/**
 * The end of a client: it leaves the server before its AuthClient leaves the cluster, so that
 * nothing is orphaned silently.
 */
final class ClientRemoval {
  private final Cluster cluster;
  private final ServerConnections servers;

  ClientRemoval(Cluster cluster, ServerConnections servers) {
    this.cluster = cluster;
    this.servers = servers;
  }

  /** Whether the AuthClient may go. */
  sealed interface Result {}

  /** Nothing of it is left at the server, or it was given up. */
  record Gone() implements Result {}

  /** It is still there, or may be. */
  record Pending(ClientReport report) implements Result {}

  Result of(AuthClient client) {
    Map<String, String> annotations = client.getMetadata().getAnnotations();
    if (annotations != null && annotations.containsKey(AuthApi.ABANDON_ANNOTATION)) {
      return new Gone();
    }
    var report = new ClientReport(client);
    var server = cluster.server(AuthClients.server(client));
    if (server.isEmpty()) {
      return report.isRegistered()
          ? pending(
              report,
              Reason.AUTH_SERVER_NOT_FOUND,
              "AuthServer %s does not exist".formatted(AuthClients.server(client)))
          : new Gone();
    }
    return switch (servers.to(server.get())) {
      case Connected connected -> remove(client, connected.registry(), report);
      case NotConnected(var reason, var detail) ->
          report.isRegistered() ? pending(report, reason, detail) : new Gone();
    };
  }

  private static Result remove(AuthClient client, ClientRegistry registry, ClientReport report) {
    var owner = ClientStory.owner(client);
    String clientId = AuthClients.clientId(client);
    var removal =
        client.getSpec().deletionPolicy() == DeletionPolicy.Retain
            ? registry.release(clientId, owner)
            : registry.remove(clientId, owner);
    return switch (removal) {
      case ClientRegistry.Removed removed -> new Gone();
      // What is there under this id is somebody else's: there is nothing of ours to remove.
      case ClientRegistry.Taken taken -> new Gone();
      case ClientRegistry.Unavailable unavailable ->
          pending(report, Reason.REMOVAL_PENDING, unavailable.detail());
    };
  }

  private static Result pending(ClientReport report, Reason reason, String why) {
    String message =
        "the client cannot be removed from the server: %s. It is tried again; to give the registered client up, annotate: %s=true"
            .formatted(why, AuthApi.ABANDON_ANNOTATION);
    return new Pending(
        report
            .found(Finding.waits(ConditionType.RESOLVED_REFS, "is being deleted"))
            .found(Finding.waits(ConditionType.ACCEPTED, "is being deleted"))
            .found(Finding.fails(ConditionType.PROGRAMMED, reason, message)));
  }
}
