package io.nauthera.webhook.admission;

import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.v1alpha1.AuthServer;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Keeps an AuthServer that clients refer to: without it they could neither be changed nor removed.
 */
final class AuthServerAdmission implements Admission {
  private static final int CONFLICT = 409;
  private static final int NAMED = 10;

  private final ClusterView view;

  AuthServerAdmission(ClusterView view) {
    this.view = view;
  }

  @Override
  public Verdict review(Review review) {
    return switch (review.operation()) {
      case CREATE, UPDATE -> Verdict.allowed();
      case DELETE -> judge(AuthServers.name(Manifests.read(review.oldObject(), AuthServer.class)));
    };
  }

  private Verdict judge(ServerName server) {
    Collection<Client> clients = view.clientsOf(server);
    if (clients.isEmpty()) {
      return Verdict.allowed();
    }
    String names =
        clients.stream()
            .map(client -> client.name().toString())
            .sorted()
            .limit(NAMED)
            .collect(Collectors.joining(", "));
    String more = clients.size() > NAMED ? " and %d more".formatted(clients.size() - NAMED) : "";
    return new Verdict.Refused(
        CONFLICT,
        "Conflict",
        "AuthServer %s is in use, and these AuthClients must be deleted first: %s%s"
            .formatted(server, names, more));
  }
}
