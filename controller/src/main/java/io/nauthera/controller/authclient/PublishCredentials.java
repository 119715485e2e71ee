package io.nauthera.controller.authclient;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.credentials.CredentialsPublisher.NotOwned;
import io.nauthera.controller.credentials.CredentialsPublisher.Published;
import io.nauthera.controller.credentials.CredentialsPublisher.Refused;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.Realm.DiscoveryFailed;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.status.Finding;

/** Last step: writes what the application needs into a Secret. */
final class PublishCredentials {
  private final CredentialsPublisher publisher;

  PublishCredentials(CredentialsPublisher publisher) {
    this.publisher = publisher;
  }

  /** The value is the name of the Secret. */
  StepResult<String> publish(AuthClient client, RegisteredClient registered, Realm realm) {
    return switch (realm.endpoints()) {
      case Endpoints endpoints -> publish(client, registered, endpoints);
      case DiscoveryFailed(var detail) ->
          failed(
              Reason.DISCOVERY_FAILED,
              "the endpoints of the issuer cannot be discovered: " + detail);
    };
  }

  private StepResult<String> publish(
      AuthClient client, RegisteredClient registered, Endpoints endpoints) {
    return switch (publisher.publish(client, registered, endpoints)) {
      case Published(var name) ->
          new StepResult.Done<>(
              name,
              Finding.holds(
                  ConditionType.CREDENTIALS_PUBLISHED,
                  Reason.SECRET_WRITTEN,
                  "Secret %s contains the credentials".formatted(name)));
      case NotOwned(var name) ->
          failed(
              Reason.SECRET_NOT_OWNED,
              "Secret %s is not owned by this AuthClient and is not overwritten: set another spec.secretName or delete the Secret"
                  .formatted(name));
      case Refused(var name, var why) ->
          failed(Reason.SECRET_REFUSED, "Secret %s cannot be written: %s".formatted(name, why));
    };
  }

  private static StepResult<String> failed(Reason reason, String message) {
    return new StepResult.RetryLater<>(
        Finding.fails(ConditionType.CREDENTIALS_PUBLISHED, reason, message));
  }
}
