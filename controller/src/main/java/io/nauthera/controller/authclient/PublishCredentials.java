package io.nauthera.controller.authclient;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.credentials.CredentialsPublisher.NoClientSecret;
import io.nauthera.controller.credentials.CredentialsPublisher.NotOwned;
import io.nauthera.controller.credentials.CredentialsPublisher.NotRemoved;
import io.nauthera.controller.credentials.CredentialsPublisher.Published;
import io.nauthera.controller.credentials.CredentialsPublisher.Refused;
import io.nauthera.controller.credentials.PublishedSettings;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.status.Finding;

/** Last step: writes what the application needs into a Secret. */
final class PublishCredentials {
  private final CredentialsPublisher publisher;

  PublishCredentials(CredentialsPublisher publisher) {
    this.publisher = publisher;
  }

  StepResult<Published> publish(
      AuthClient client, PublishedSettings settings, RegisteredClient registered, Realm realm) {
    return switch (realm.endpoints()) {
      case Endpoints endpoints -> publish(client, settings, registered, endpoints);
      case DiscoveryFailed(var detail) -> discoveryFailed(detail);
      case Unavailable(var cause, var detail, var retryAfter) -> discoveryFailed(detail);
    };
  }

  private static StepResult<Published> discoveryFailed(String detail) {
    return failed(
        Reason.DISCOVERY_FAILED, "the endpoints of the issuer cannot be discovered: " + detail);
  }

  private StepResult<Published> publish(
      AuthClient client,
      PublishedSettings settings,
      RegisteredClient registered,
      Endpoints endpoints) {
    return switch (publisher.publish(client, settings, registered, endpoints)) {
      case Published published ->
          new StepResult.Done<>(
              published,
              Finding.holds(
                  ConditionType.CREDENTIALS_PUBLISHED,
                  Reason.SECRET_WRITTEN,
                  "Secret %s contains the credentials".formatted(published.name())));
      case NotOwned(var name, var isOwnerLost) ->
          failed(
              Reason.SECRET_NOT_OWNED,
              isOwnerLost
                  ? "Secret %s has lost its owner reference to this AuthClient and is not overwritten: delete the Secret, and the controller writes it again"
                      .formatted(name)
                  : "Secret %s is not owned by this AuthClient and is not overwritten: set another spec.secretName or delete the Secret"
                      .formatted(name));
      case NoClientSecret(var name) ->
          failed(
              Reason.CLIENT_SECRET_UNKNOWN,
              "the server does not show the secret of the client, and Secret %s stays as it is: give the service account of the AuthServer the role manage-clients"
                  .formatted(name));
      case Refused(var name, var why) ->
          failed(Reason.SECRET_REFUSED, "Secret %s cannot be written: %s".formatted(name, why));
      case NotRemoved(var name, var why) ->
          failed(
              Reason.SECRET_REFUSED,
              "the former Secret %s cannot be deleted: %s".formatted(name, why));
    };
  }

  private static StepResult<Published> failed(Reason reason, String message) {
    return new StepResult.Blocked<>(
        Finding.fails(ConditionType.CREDENTIALS_PUBLISHED, reason, message), LookAgain.SOON);
  }
}
