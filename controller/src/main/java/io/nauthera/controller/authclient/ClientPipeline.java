package io.nauthera.controller.authclient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.PublicKeys;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.RestrictedClient;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.JsonWebKeySet;
import io.nauthera.controller.authclient.ProvisionClient.Provisioned;
import io.nauthera.controller.authclient.ResolveGovernance.Governance;
import io.nauthera.controller.cluster.ClusterState;
import io.nauthera.controller.credentials.CredentialsPublisher;
import io.nauthera.controller.provisioning.ClientRegistry.Owner;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.DesiredClients;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.controller.status.Finding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes one client from its manifest to its credentials: resolve, evaluate, provision, publish.
 * Each step decides one condition.
 */
final class ClientPipeline {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ResolveGovernance governance;
  private final ProvisionClient provision;
  private final PublishCredentials credentials;

  ClientPipeline(ClusterState cluster, Realms realms, CredentialsPublisher publisher) {
    this.governance = new ResolveGovernance(cluster);
    this.provision = new ProvisionClient(realms);
    this.credentials = new PublishCredentials(publisher);
  }

  AuthClientStatusBuilder run(AuthClient client) {
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
        .add(governance.resolve(client))
        .ifPresent(governed -> evaluate(client, governed, status));
    return status;
  }

  private void evaluate(AuthClient client, Governance governed, AuthClientStatusBuilder status) {
    status
        .governedBy(governed.named())
        .violates(governed.evaluation().violations())
        .add(EvaluatePolicy.consistency(governed.evaluation()));
    status
        .add(EvaluatePolicy.evaluate(governed.evaluation(), status.isRegistered()))
        .ifPresent(allowed -> provision(client, governed, allowed, status));
  }

  private void provision(
      AuthClient client,
      Governance governed,
      RestrictedClient allowed,
      AuthClientStatusBuilder status) {
    EffectivePolicy policy = governed.evaluation().policies().enforced();
    DesiredClient desired =
        DesiredClients.from(
            allowed,
            policy,
            owner(client),
            json(client.getSpec().jwks()),
            governed.server().createMissingScopes());
    status
        .add(
            provision.provision(
                governed.server(), desired, !governed.evaluation().violations().isEmpty()))
        .ifPresent(provisioned -> {
          status.registeredAs(
              provisioned.client().clientId(),
              governed.server().issuerUrl(),
              EffectiveStatus.of(governed.evaluation(), provisioned.client()));
          publish(client, desired, provisioned, status);
        });
  }

  private void publish(
      AuthClient client,
      DesiredClient desired,
      Provisioned provisioned,
      AuthClientStatusBuilder status) {
    status
        .add(credentials.publish(client, desired, provisioned.client(), provisioned.realm()))
        .ifPresent(status::publishedIn);
  }

  static Owner owner(AuthClient client) {
    var metadata = client.getMetadata();
    return new Owner(metadata.getNamespace(), metadata.getName(), metadata.getUid());
  }

  /** What the server gets of the keys; never the private part of one. */
  private static @Nullable String json(@Nullable JsonWebKeySet jwks) {
    JsonWebKeySet published = jwks == null ? null : PublicKeys.published(jwks).orElse(null);
    try {
      return published == null ? null : JSON.writeValueAsString(published);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("jwks cannot be written as JSON", e);
    }
  }
}
