package io.nauthera.controller.leadership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/**
 * The Lease at the API server. Each method is one call and throws {@link
 * io.fabric8.kubernetes.client.KubernetesClientException} where it fails.
 */
interface LeaseStore {
  Optional<Lease> read();

  /** Fails if the Lease exists. */
  Lease create(Lease lease);

  /** Fails if the Lease has changed since it was read or written. */
  Lease replace(Lease lease);

  static LeaseStore of(KubernetesClient kubernetes, LeaseSettings settings) {
    var leases = kubernetes.leases().inNamespace(settings.namespace());
    return new LeaseStore() {
      @Override
      public Optional<Lease> read() {
        return Optional.ofNullable(leases.withName(settings.name()).get());
      }

      @Override
      public Lease create(Lease lease) {
        return leases.resource(lease).create();
      }

      @Override
      public Lease replace(Lease lease) {
        return leases.resource(lease).update();
      }
    };
  }
}
