package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;

/** Writes the credentials of a client into a Secret beside its AuthClient. */
public final class SecretPublisher implements CredentialsPublisher {
  private final KubernetesClient kubernetes;

  public SecretPublisher(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  @Override
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
      // Not applied: if another Secret of that name is created meanwhile, this call must fail.
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
   * Keeps the metadata that others added, but no other key of the data: applications trust all of
   * them.
   */
  private void replaceData(Secret actual, Secret desired) {
    Secret changed = actual.edit().withData(desired.getData()).build();
    var unused = kubernetes.secrets().resource(changed).update();
  }

  /** Deletes the former Secret after spec.secretName has changed. */
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
