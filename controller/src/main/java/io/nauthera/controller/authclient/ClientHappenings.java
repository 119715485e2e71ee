package io.nauthera.controller.authclient;

import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.EventReason;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.credentials.CredentialsPublisher.Published;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.Provisioning;
import io.nauthera.controller.provisioning.Provisioning.Changed;
import io.nauthera.controller.provisioning.Provisioning.Continued;
import io.nauthera.controller.provisioning.Provisioning.Done;
import io.nauthera.controller.provisioning.Provisioning.Nothing;
import io.nauthera.controller.provisioning.Provisioning.Registered;
import io.nauthera.controller.provisioning.Provisioning.RegisteredAgain;
import java.util.SortedSet;

/** Says what was changed at the server, as Events of the AuthClient. */
final class ClientHappenings {
  /** As Keycloak calls the field. */
  private static final String ENABLED = "enabled";

  private ClientHappenings() {}

  /** {@code restricted} says that the desired client lacks something that the manifest asks for. */
  static void record(Provisioning result, boolean restricted, AuthClientStatusBuilder status) {
    if (!(result instanceof Done(var client, var desired, var change))) {
      return;
    }
    String id = client.clientId();
    switch (change) {
      case Nothing nothing -> {}
      case Registered registered ->
          status.happened(
              EventReason.REGISTERED, "client %s was registered at the server".formatted(id));
      case RegisteredAgain again ->
          status.happened(
              EventReason.REGISTERED_AGAIN,
              "client %s was missing at the server: it was registered again with the secret of its Secret"
                  .formatted(id));
      case Continued continued ->
          status.happened(
              EventReason.ADOPTED_PREDECESSOR,
              "client %s of an earlier AuthClient of this name continues with its secret"
                  .formatted(id));
      case Changed(var fields) -> changed(id, fields, desired, restricted, status);
    }
  }

  private static void changed(
      String id,
      SortedSet<String> fields,
      DesiredClient desired,
      boolean restricted,
      AuthClientStatusBuilder status) {
    String names = String.join(", ", fields);
    if (status.wasProvisioned()) {
      // Neither manifest nor policies are new.
      status.happened(
          EventReason.DRIFT_REPAIRED,
          "client %s was changed at the server: set back %s".formatted(id, names));
    } else if (fields.contains(ENABLED) && desired.enabled()) {
      status.happened(EventReason.ENABLED, "client %s was enabled again: %s".formatted(id, names));
    } else if (fields.contains(ENABLED)) {
      status.happened(
          EventReason.DISABLED,
          "client %s was disabled because of its violations: %s".formatted(id, names));
    } else if (restricted && !status.was(ConditionType.PROGRAMMED, Reason.RESTRICTED)) {
      status.happened(
          EventReason.RESTRICTED,
          "client %s was restricted to what its policies allow: %s".formatted(id, names));
    } else {
      status.happened(EventReason.UPDATED, "client %s was updated: %s".formatted(id, names));
    }
  }

  /** What was written for the application. */
  static void record(Published published, AuthClientStatusBuilder status) {
    String name = published.name();
    switch (published.write()) {
      case NONE -> {}
      case PUBLISHED ->
          status.happened(
              EventReason.SECRET_PUBLISHED,
              "Secret %s was written with the credentials".formatted(name));
      case RESTORED ->
          status.happened(
              EventReason.SECRET_RESTORED,
              "Secret %s was deleted or changed by others, and was written again".formatted(name));
    }
    published
        .removed()
        .forEach(former ->
            status.happened(
                EventReason.SECRET_REMOVED, "the former Secret %s was deleted".formatted(former)));
  }
}
