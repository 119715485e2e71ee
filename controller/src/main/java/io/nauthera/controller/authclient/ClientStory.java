package io.nauthera.controller.authclient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerSpec.MissingScopes;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.controller.authclient.ResolveGovernance.Governance;
import io.nauthera.controller.authserver.ServerConnections;
import io.nauthera.controller.authserver.ServerConnections.Connected;
import io.nauthera.controller.authserver.ServerConnections.NotConnected;
import io.nauthera.controller.cluster.Cluster;
import io.nauthera.controller.credentials.SecretPublisher;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.DesiredClients;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.status.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client from its manifest to its Secret: governed, judged, registered, published. Each step
 * finds out one condition.
 */
final class ClientStory {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ResolveGovernance governance;
  private final EvaluatePolicy policy = new EvaluatePolicy();
  private final ServerConnections servers;
  private final PublishCredentials credentials;

  ClientStory(Cluster cluster, ServerConnections servers, SecretPublisher publisher) {
    this.governance = new ResolveGovernance(cluster);
    this.servers = servers;
    this.credentials = new PublishCredentials(publisher);
  }

  ClientReport tell(AuthClient client) {
    var report = new ClientReport(client);
    return switch (governance.of(client)) {
      case Step.Stopped<Governance> stopped -> report.stopped(stopped);
      case Step.Done<Governance>(var governed, var finding) ->
          judge(client, governed, report.found(finding).governedBy(governed.named()));
    };
  }

  /**
   * A client that was never registered stops where anything is forbidden; a registered one goes on
   * with what is left.
   */
  private ClientReport judge(AuthClient client, Governance governed, ClientReport report) {
    var evaluation = policy.of(client, governed);
    report
        .found(evaluation.finding())
        .consistent(evaluation.consistency())
        .violates(violations(evaluation));
    boolean goesOn = evaluation.allowed() || (report.isRegistered() && !isContested(governed));
    return goesOn ? provision(client, governed, evaluation, report) : report;
  }

  /** Where policies contradict each other nothing is guessed: what is registered stays as it is. */
  private static boolean isContested(Governance governed) {
    return governed.policies().enforced().authentication().isContested();
  }

  private ClientReport provision(
      AuthClient client,
      Governance governed,
      EvaluatePolicy.Evaluation evaluation,
      ClientReport report) {
    DesiredClient desired =
        DesiredClients.from(
            evaluation.narrowed(),
            governed.policies().enforced(),
            owner(client),
            json(evaluation.narrowed().metadata().jwks()),
            createsMissingScopes(governed.server()));
    return switch (servers.to(governed.server())) {
      case NotConnected(var reason, var detail) ->
          report.stopped(
              new Step.Stopped<>(Finding.fails(ConditionType.PROGRAMMED, reason, detail), true));
      case Connected connected ->
          switch (ProvisionClient.ensure(connected.registry(), desired, !evaluation.allowed())) {
            case Step.Stopped<RegisteredClient> stopped -> report.stopped(stopped);
            case Step.Done<RegisteredClient>(var registered, var finding) -> {
              ClientMetadata metadata = evaluation.narrowed().metadata();
              var settings =
                  EffectiveSettings.of(
                      metadata, governed.policies().enforced(), desired, registered);
              yield credentials.publish(
                  client,
                  registered,
                  connected,
                  report
                      .found(finding)
                      .registeredAs(registered.clientId(), connected.issuerUrl(), settings));
            }
          };
    };
  }

  static Owner owner(AuthClient client) {
    var metadata = client.getMetadata();
    return new Owner(metadata.getNamespace(), metadata.getName(), metadata.getUid());
  }

  private static List<AuthClientStatus.Violation> violations(EvaluatePolicy.Evaluation evaluation) {
    return evaluation.violations().stream()
        .map(violation ->
            new AuthClientStatus.Violation(
                violation.field(),
                violation.rule().toString(),
                violation.message(),
                violation.policies().isEmpty()
                    ? null
                    : violation.policies().stream().map(PolicyName::toString).toList()))
        .toList();
  }

  private static boolean createsMissingScopes(AuthServer server) {
    var keycloak = server.getSpec().keycloak();
    return keycloak == null || keycloak.missingScopes() != MissingScopes.Refuse;
  }

  private static @Nullable String json(@Nullable Map<String, Object> jwks) {
    try {
      return jwks == null ? null : JSON.writeValueAsString(jwks);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("jwks cannot be written as JSON", e);
    }
  }
}
