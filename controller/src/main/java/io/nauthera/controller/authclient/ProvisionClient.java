package io.nauthera.controller.authclient;

import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Taken;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.ClientRegistry.Unchanged;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.RealmSettings;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.status.Finding;
import io.nauthera.controller.status.UnavailableReasons;

/** Third step: registers the client at the server as desired. */
final class ProvisionClient {
  private final Realms realms;

  ProvisionClient(Realms realms) {
    this.realms = realms;
  }

  /** A client and the realm that it is registered in. */
  record Provisioned(RegisteredClient client, Realm realm) {}

  /** {@code restricted} says that the desired client lacks something that the manifest asks for. */
  StepResult<Provisioned> provision(
      RealmSettings server, DesiredClient desired, boolean restricted) {
    return switch (realms.connect(server)) {
      case NotConnected(var obstacle, var detail) ->
          failed(UnavailableReasons.of(obstacle), detail);
      case Connected(var realm) -> ensure(realm, desired, restricted);
    };
  }

  private static StepResult<Provisioned> ensure(
      Realm realm, DesiredClient desired, boolean restricted) {
    return switch (realm.clients().ensure(desired)) {
      case Created(var client) -> done(client, realm, desired, restricted);
      case Updated(var client) -> done(client, realm, desired, restricted);
      case Unchanged(var client) -> done(client, realm, desired, restricted);
      case Taken(var clientId, var holder) ->
          failed(
              Reason.CLIENT_ID_TAKEN,
              "client ID %s is used at the server by %s and is not taken over"
                  .formatted(clientId, holder));
      case Rejected(var detail) -> failed(Reason.REJECTED_BY_SERVER, detail);
      case Unavailable(var cause, var detail) -> failed(UnavailableReasons.of(cause), detail);
    };
  }

  private static StepResult<Provisioned> done(
      RegisteredClient client, Realm realm, DesiredClient desired, boolean restricted) {
    return new StepResult.Done<>(
        new Provisioned(client, realm), registered(client.clientId(), desired, restricted));
  }

  private static Finding registered(String clientId, DesiredClient desired, boolean restricted) {
    if (!desired.enabled()) {
      return holds(Reason.DISABLED, "client %s is disabled at the server".formatted(clientId));
    }
    return restricted
        ? holds(
            Reason.RESTRICTED,
            "client %s is registered without what the policies forbid".formatted(clientId))
        : holds(Reason.REGISTERED, "client %s is registered".formatted(clientId));
  }

  private static Finding holds(Reason reason, String message) {
    return Finding.holds(ConditionType.PROGRAMMED, reason, message);
  }

  private static StepResult<Provisioned> failed(Reason reason, String message) {
    return new StepResult.RetryLater<>(Finding.fails(ConditionType.PROGRAMMED, reason, message));
  }
}
