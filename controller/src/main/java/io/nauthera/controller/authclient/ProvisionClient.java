package io.nauthera.controller.authclient;

import io.nauthera.api.text.Names;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.Ownership;
import io.nauthera.controller.provisioning.Provisioning;
import io.nauthera.controller.provisioning.Provisioning.Done;
import io.nauthera.controller.provisioning.Provisioning.Failed;
import io.nauthera.controller.provisioning.Provisioning.NotKnownYet;
import io.nauthera.controller.provisioning.Provisioning.Overruled;
import io.nauthera.controller.provisioning.Provisioning.Refused;
import io.nauthera.controller.provisioning.Provisioning.Taken;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.status.Finding;
import io.nauthera.controller.status.UnavailableReasons;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Third step: says what became of the client at the server. */
final class ProvisionClient {
  private ProvisionClient() {}

  /** The client at the server, if it has the client. */
  static Optional<RegisteredClient> client(Provisioning provisioning) {
    return switch (provisioning) {
      case Done done -> Optional.of(done.client());
      case Overruled overruled -> Optional.of(overruled.client());
      case Taken taken -> Optional.empty();
      case Refused refused -> Optional.empty();
      case Failed failed -> Optional.empty();
      case NotKnownYet notYet -> Optional.empty();
    };
  }

  /** {@code restricted} says that the desired client lacks something that the manifest asks for. */
  static StepResult<RegisteredClient> result(
      Provisioning provisioning, String clientId, boolean restricted, UnusableGrants unusable) {
    return switch (provisioning) {
      case Done(var client, var desired, var change) ->
          new StepResult.Done<>(client, registered(client, desired, restricted, unusable));
      case Overruled(var client, var desired, var fields) ->
          new StepResult.Done<>(
              client,
              fails(
                  Reason.SERVER_OVERRULES,
                  "the server changes %s of client %s back after each write: look for a client policy of the realm that does so"
                      .formatted(String.join(", ", fields), clientId)));
      case Taken(var taken, var ownership) ->
          failed(Reason.CLIENT_ID_TAKEN, taken(taken, ownership), LookAgain.SLOWLY);
      case Refused(var why) -> failed(Reason.REJECTED_BY_SERVER, why.detail(), LookAgain.SLOWLY);
      case Failed(var why) ->
          failed(UnavailableReasons.of(why.cause()), why.detail(), LookAgain.SOON);
      case NotKnownYet notYet -> new StepResult.NotKnownYet<>();
    };
  }

  private static String taken(String clientId, Ownership ownership) {
    String holder =
        switch (ownership) {
          case OTHER_CLUSTER -> "an AuthClient of the same namespace and name in another cluster";
          case OTHER_CLIENT -> "another AuthClient";
          case UNMANAGED -> "a client that Nauthera does not manage";
          case OWN, PREDECESSOR -> throw new IllegalArgumentException(ownership.toString());
        };
    return "client ID %s is used at the server by %s and is not taken over"
        .formatted(clientId, holder);
  }

  private static Finding registered(
      RegisteredClient client, DesiredClient desired, boolean restricted, UnusableGrants unusable) {
    String clientId = client.clientId();
    SortedSet<String> notGiven = scopesNotGiven(client, desired);
    if (!desired.enabled()) {
      return holds(Reason.DISABLED, "client %s is disabled at the server".formatted(clientId));
    }
    if (!notGiven.isEmpty()) {
      return holds(
          Reason.SCOPES_NOT_GIVEN,
          "client %s is registered without the scopes %s: the realm has them for another protocol, or the server assigns them itself"
              .formatted(clientId, Names.fitting(Finding.MAX_LIST, notGiven)));
    }
    if (!unusable.isEmpty()) {
      return holds(
          Reason.GRANTS_NOT_USABLE,
          "client %s is registered, but it cannot use every grant type: %s"
              .formatted(clientId, unusable));
    }
    return restricted
        ? holds(
            Reason.RESTRICTED,
            "client %s is registered without what the policies forbid".formatted(clientId))
        : holds(Reason.REGISTERED, "client %s is registered".formatted(clientId));
  }

  private static SortedSet<String> scopesNotGiven(RegisteredClient client, DesiredClient desired) {
    SortedSet<String> missing = new TreeSet<>(desired.scopes());
    missing.remove(EffectiveStatus.OPENID);
    missing.removeAll(client.settings().scopes());
    return missing;
  }

  private static Finding holds(Reason reason, String message) {
    return Finding.holds(ConditionType.PROGRAMMED, reason, message);
  }

  private static Finding fails(Reason reason, String message) {
    return Finding.fails(ConditionType.PROGRAMMED, reason, message);
  }

  private static StepResult<RegisteredClient> failed(
      Reason reason, String message, LookAgain lookAgain) {
    return new StepResult.Blocked<>(fails(reason, message), lookAgain);
  }
}
