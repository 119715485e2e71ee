package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.controller.provisioning.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;

/**
 * Writes the Secret of a client, only where it differs, and never over one that is not the
 * client's.
 */
public final class SecretPublisher {
  private final KubernetesClient kubernetes;

  public SecretPublisher(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** What became of a Secret. */
  public sealed interface Publication {}

  /** It holds the credentials. */
  public record Published(String name) implements Publication {}

  /** There is one of that name which belongs to somebody else. */
  public record NotOwned(String name) implements Publication {}

  /**
   * The API server does not take it: a quota, a policy of others. Its message names no value of the
   * Secret.
   */
  public record Refused(String name, String why) implements Publication {}

  public Publication publish(AuthClient client, RegisteredClient registered, Endpoints endpoints) {
    try {
      return write(client, registered, endpoints);
    } catch (KubernetesClientException e) {
      return new Refused(AuthClients.secretName(client), String.valueOf(e.getMessage()));
    }
  }

  private Publication write(AuthClient client, RegisteredClient registered, Endpoints endpoints) {
    Secret desired = CredentialsSecret.of(client, registered, endpoints);
    String name = AuthClients.secretName(client);
    Secret actual =
        kubernetes.secrets().inNamespace(client.getMetadata().getNamespace()).withName(name).get();
    if (actual == null) {
      // Created, not applied: somebody else's Secret of that name must win a race.
      var unused = kubernetes.secrets().resource(desired).create();
    } else if (!CredentialsSecret.isOwnedBy(actual, client)) {
      return new NotOwned(name);
    } else if (!desired.getData().equals(actual.getData())) {
      replaceData(actual, desired);
    }
    removeFormer(client, name);
    return new Published(name);
  }

  /**
   * What others added to the metadata stays; a stranger's key in the data goes, since applications
   * trust all of it.
   */
  private void replaceData(Secret actual, Secret desired) {
    Secret changed = actual.edit().withData(desired.getData()).build();
    var unused = kubernetes.secrets().resource(changed).update();
  }

  /** After a change of spec.secretName the old Secret goes. */
  private void removeFormer(AuthClient client, String current) {
    var status = client.getStatus();
    var former = status == null ? null : status.clientSecretRef();
    if (former == null || former.name().equals(current)) {
      return;
    }
    var secret =
        kubernetes
            .secrets()
            .inNamespace(client.getMetadata().getNamespace())
            .withName(former.name());
    Secret old = secret.get();
    if (old != null && CredentialsSecret.isOwnedBy(old, client)) {
      var unused = secret.delete();
    }
  }
}
