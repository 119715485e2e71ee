package io.nauthera.controller.authclient;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.authserver.ServerConnections.Connected;
import io.nauthera.controller.credentials.SecretPublisher;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.status.Finding;
import java.io.IOException;

/** Last step: the Secret holds what the application needs. */
final class PublishCredentials {
  private final SecretPublisher publisher;

  PublishCredentials(SecretPublisher publisher) {
    this.publisher = publisher;
  }

  ClientReport publish(
      AuthClient client, RegisteredClient registered, Connected server, ClientReport report) {
    try {
      return switch (publisher.publish(client, registered, server.endpoints())) {
        case SecretPublisher.Published(var name) ->
            report
                .publishedIn(name)
                .found(
                    Finding.holds(
                        ConditionType.CREDENTIALS_PUBLISHED,
                        Reason.SECRET_WRITTEN,
                        "Secret %s holds the credentials".formatted(name)));
        case SecretPublisher.NotOwned(var name) ->
            failed(
                report,
                Reason.SECRET_NOT_OWNED,
                "Secret %s belongs to somebody else and is not overwritten: choose another spec.secretName or delete it"
                    .formatted(name));
        case SecretPublisher.Refused(var name, var why) ->
            failed(
                report,
                Reason.SECRET_REFUSED,
                "Secret %s cannot be written: %s".formatted(name, why));
      };
    } catch (IOException e) {
      return failed(
          report,
          Reason.DISCOVERY_FAILED,
          "the endpoints of the issuer cannot be discovered: " + e.getMessage());
    }
  }

  private static ClientReport failed(ClientReport report, Reason reason, String message) {
    return report.stopped(
        new Step.Stopped<>(
            Finding.fails(ConditionType.CREDENTIALS_PUBLISHED, reason, message), true));
  }
}
