package io.nauthera.controller.authclient;

import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.authserver.Causes;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Taken;
import io.nauthera.controller.provisioning.ClientRegistry.Unavailable;
import io.nauthera.controller.provisioning.ClientRegistry.Unchanged;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.status.Finding;

/** Third step: the server has the client as it should be. */
final class ProvisionClient {
  private ProvisionClient() {}

  static Step<RegisteredClient> ensure(
      ClientRegistry registry, DesiredClient desired, boolean narrowed) {
    return switch (registry.ensure(desired)) {
      case Created created -> done(created.client(), desired, narrowed);
      case Updated updated -> done(updated.client(), desired, narrowed);
      case Unchanged unchanged -> done(unchanged.client(), desired, narrowed);
      case Taken taken ->
          stopped(
              Reason.CLIENT_ID_TAKEN,
              "client id %s belongs to %s at the server and is not taken over"
                  .formatted(taken.clientId(), taken.holder()),
              true);
      case Rejected rejected -> stopped(Reason.REJECTED_BY_SERVER, rejected.detail(), true);
      case Unavailable unavailable ->
          stopped(Causes.reason(unavailable.cause()), unavailable.detail(), true);
    };
  }

  private static Step<RegisteredClient> done(
      RegisteredClient client, DesiredClient desired, boolean narrowed) {
    Finding finding;
    if (!desired.enabled()) {
      finding =
          Finding.holds(
              ConditionType.PROGRAMMED,
              Reason.DISABLED,
              "client %s is disabled at the server".formatted(client.clientId()));
    } else if (narrowed) {
      finding =
          Finding.holds(
              ConditionType.PROGRAMMED,
              Reason.RESTRICTED,
              "client %s is registered with what is still allowed".formatted(client.clientId()));
    } else {
      finding =
          Finding.holds(
              ConditionType.PROGRAMMED,
              Reason.REGISTERED,
              "client %s is registered".formatted(client.clientId()));
    }
    return new Step.Done<>(client, finding);
  }

  private static Step<RegisteredClient> stopped(Reason reason, String message, boolean retry) {
    return new Step.Stopped<>(Finding.fails(ConditionType.PROGRAMMED, reason, message), retry);
  }
}
