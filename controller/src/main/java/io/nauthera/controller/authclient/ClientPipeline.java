package io.nauthera.controller.authclient;

import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.policy.RestrictedClient;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthClientStatus.Phase;
import io.nauthera.api.v1alpha1.AuthClientStatus.Registration;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.authclient.ResolveGovernance.Governance;
import io.nauthera.controller.authclient.ResolveGovernance.NotGoverned;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.credentials.CredentialsPublisher.SecretUnreadableException;
import io.nauthera.controller.credentials.PublishedSettings;
import io.nauthera.controller.provisioning.ClientProvisioner;
import io.nauthera.controller.provisioning.ClientProvisioner.Request;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.Ownership;
import io.nauthera.controller.provisioning.Provisioning;
import io.nauthera.controller.provisioning.RealmInventory;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.RealmSettings;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.SecretSource;
import io.nauthera.controller.status.Finding;
import io.nauthera.controller.status.UnavailableReasons;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes one client from its manifest to its credentials: resolve, evaluate, provision, publish.
 * Each step decides one condition.
 */
final class ClientPipeline {
  private final ResolveGovernance governance;
  private final Realms realms;
  private final CredentialsPublisher publisher;
  private final PublishCredentials credentials;
  private final String cluster;

  /** {@code cluster} is the uid of this cluster, as in {@link Owner}. */
  ClientPipeline(
      ClusterState state, Realms realms, CredentialsPublisher publisher, String cluster) {
    this.governance = new ResolveGovernance(state);
    this.realms = realms;
    this.publisher = publisher;
    this.credentials = new PublishCredentials(publisher);
    this.cluster = cluster;
  }

  /**
   * Runs the steps.
   *
   * @param save writes a status before the client is created at the server; if that fails, the
   *     client is not created
   */
  AuthClientStatusBuilder run(AuthClient client, Consumer<AuthClientStatus> save) {
    var status = new AuthClientStatusBuilder(client);
    Optional<String> fault = AuthClients.fault(client);
    if (fault.isPresent()) {
      return status
          .add(Finding.pending(ConditionType.RESOLVED_REFS, "waiting for Accepted"))
          .add(
              Finding.unreadable(
                  fault.get(), "The client at the server, if there is one, stays as it is"));
    }
    status
        .add(governance.resolve(client, status.isRegistered()))
        .ifPresentOrElse(
            resolution -> {
              switch (resolution) {
                case Governance governed -> evaluate(client, governed, status, save);
                case NotGoverned(var server) -> keep(client, server, status);
              }
            },
            () -> restore(client, realms.remembered(AuthClients.server(client)), status));
    return status;
  }

  /** The server keeps the client as it is, and the application its credentials. */
  private void keep(AuthClient client, RealmSettings server, AuthClientStatusBuilder status) {
    var unused = status.add(EvaluatePolicy.notGoverned(server.server()));
    Optional<Connected> connection =
        realms.connect(server) instanceof Connected connected
            ? Optional.of(connected)
            : realms.remembered(server.server());
    restore(client, connection, status);
  }

  /** A registered client works, whatever keeps its policies from being evaluated. */
  private void restore(
      AuthClient client, Optional<Connected> connection, AuthClientStatusBuilder status) {
    connection
        .filter(to -> status.isRegistered() && isRegisteredIn(to.settings().realmUrl(), status))
        .ifPresent(to -> {
          if (to.inventory().state() instanceof RealmInventory.NotWalkedYet) {
            var unusedToo = status.add(new StepResult.NotKnownYet<Void>());
          } else {
            known(client, to)
                .ifPresent(registered ->
                    PublishedSettings.asRegistered(client, registered)
                        .ifPresent(settings -> publish(client, settings, registered, to, status)));
          }
        });
  }

  private static boolean isRegisteredIn(String realm, AuthClientStatusBuilder status) {
    return status.registration().filter(known -> !known.realm().equals(realm)).isEmpty();
  }

  private void evaluate(
      AuthClient client,
      Governance governed,
      AuthClientStatusBuilder status,
      Consumer<AuthClientStatus> save) {
    status
        .governedBy(governed.named())
        .violates(governed.evaluation().violations())
        .add(EvaluatePolicy.consistency(governed.evaluation()));
    switch (realms.connect(governed.server())) {
      case Connected connection -> {
        boolean registered = status.isRegistered() || known(client, connection).isPresent();
        status
            .add(EvaluatePolicy.evaluate(governed.evaluation(), registered))
            .ifPresent(allowed -> provision(client, governed, allowed, connection, status, save));
      }
      case NotConnected(var obstacle, var detail) ->
          status
              .add(EvaluatePolicy.evaluate(governed.evaluation(), status.isRegistered()))
              .ifPresent(allowed -> {
                status.add(
                    new StepResult.Blocked<Void>(
                        Finding.fails(
                            ConditionType.PROGRAMMED, UnavailableReasons.of(obstacle), detail),
                        LookAgain.SLOWLY));
                realms
                    .remembered(governed.server().server())
                    .ifPresent(connection ->
                        republish(desiredState(client, governed, allowed), connection, status));
              });
    }
  }

  private DesiredState desiredState(
      AuthClient client, Governance governed, RestrictedClient allowed) {
    return new DesiredState(client, owner(client, cluster), governed, allowed);
  }

  private void provision(
      AuthClient client,
      Governance governed,
      RestrictedClient allowed,
      Connected connection,
      AuthClientStatusBuilder status,
      Consumer<AuthClientStatus> save) {
    RealmSettings server = governed.server();
    String realm = server.realmUrl();
    if (!isRegisteredIn(realm, status)) {
      status.add(
          new StepResult.Blocked<Void>(
              Finding.fails(
                  ConditionType.PROGRAMMED,
                  Reason.REALM_CHANGED,
                  "the client is registered in realm %s, and AuthServer %s now names realm %s: set the AuthServer back, or delete the AuthClient first"
                      .formatted(
                          status.registration().map(Registration::realm).orElse(""),
                          server.server(),
                          realm)),
              LookAgain.SLOWLY));
      return;
    }
    DesiredState desired = desiredState(client, governed, allowed);
    Provisioning result;
    try {
      result = provisioned(desired, connection, status, save);
    } catch (SecretUnreadableException e) {
      status.add(
          new StepResult.Blocked<Void>(
              Finding.fails(
                  ConditionType.PROGRAMMED,
                  Reason.SECRET_UNREADABLE,
                  "the client must be written with the secret that Secret %s contains, and the API server does not let the controller read it: check the Role or ClusterRole of the controller"
                      .formatted(AuthClients.secretName(client))),
              LookAgain.SOON));
      return;
    }
    boolean restricted = !governed.evaluation().violations().isEmpty();
    ClientHappenings.record(result, restricted, status);
    if (result instanceof Provisioning.Taken) {
      status.isNotRegistered();
    }
    UnusableGrants unusable =
        ProvisionClient.client(result)
            .map(at -> UnusableGrants.of(at, connection.realm().endpoints()))
            .orElse(UnusableGrants.NONE);
    var registered =
        status.add(
            ProvisionClient.result(result, AuthClients.clientId(client), restricted, unusable));
    if (registered.isPresent()) {
      RegisteredClient at = registered.get();
      status.registeredAs(
          realm,
          at.id(),
          at.clientId(),
          server.issuerUrl(),
          EffectiveStatus.of(governed.evaluation(), at, unusable));
      publish(client, PublishedSettings.of(desired.of(at), at), at, connection, status);
    } else {
      republish(desired, connection, status);
    }
  }

  private Provisioning provisioned(
      DesiredState desired,
      Connected connection,
      AuthClientStatusBuilder status,
      Consumer<AuthClientStatus> save) {
    AuthClient client = desired.client();
    String realm = connection.settings().realmUrl();
    return new ClientProvisioner(connection)
        .provision(
            new Request(
                AuthClients.clientId(client),
                desired.owner(),
                registration(status),
                desired::of,
                new SecretSource(() -> publisher.publishedSecret(client)),
                () -> save.accept(status.registering(realm).checkpoint())));
  }

  private static ClientProvisioner.Registration registration(AuthClientStatusBuilder status) {
    if (!status.isRegistered()) {
      return ClientProvisioner.Registration.NONE;
    }
    return status.registration().filter(known -> known.phase() == Phase.Registered).isPresent()
        ? ClientProvisioner.Registration.FINISHED
        : ClientProvisioner.Registration.STARTED;
  }

  private void publish(
      AuthClient client,
      PublishedSettings settings,
      RegisteredClient registered,
      Connected connection,
      AuthClientStatusBuilder status) {
    status
        .add(credentials.publish(client, settings, registered, connection.realm()))
        .ifPresent(published -> {
          status.publishedIn(published.name());
          ClientHappenings.record(published, status);
        });
  }

  /** The application keeps its credentials, whatever keeps the client from being changed. */
  private void republish(
      DesiredState desired, Connected connection, AuthClientStatusBuilder status) {
    if (status.isRegistered() && status.isKnown()) {
      AuthClient client = desired.client();
      known(client, connection)
          .ifPresent(at ->
              publish(client, PublishedSettings.of(desired.of(at), at), at, connection, status));
    }
  }

  /** The client as the inventory knows it, if it is the AuthClient's. */
  private Optional<RegisteredClient> known(AuthClient client, Connected connection) {
    return connection
        .inventory()
        .find(AuthClients.clientId(client))
        .filter(found -> Ownership.of(found, owner(client, cluster)).isOwn());
  }

  static Owner owner(AuthClient client, String cluster) {
    return new Owner(AuthClients.name(client), client.getMetadata().getUid(), cluster);
  }
}
