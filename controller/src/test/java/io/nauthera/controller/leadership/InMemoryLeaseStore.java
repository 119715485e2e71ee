package io.nauthera.controller.leadership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** One Lease, and an API server that can be down or lose its answers. */
final class InMemoryLeaseStore implements LeaseStore {
  private Lease lease;
  private long version;
  private boolean isDown;
  private boolean losesAnswers;

  synchronized void goDown() {
    isDown = true;
  }

  synchronized void comeBack() {
    isDown = false;
    losesAnswers = false;
  }

  synchronized void loseAnswers() {
    losesAnswers = true;
  }

  synchronized void remove() {
    lease = null;
  }

  @Override
  public synchronized Optional<Lease> read() {
    requireUp();
    return Optional.ofNullable(lease);
  }

  @Override
  public synchronized Lease create(Lease created) {
    requireUp();
    if (lease != null) {
      throw new KubernetesClientException("exists", HttpURLConnection.HTTP_CONFLICT, null);
    }
    return store(created);
  }

  @Override
  public synchronized Lease replace(Lease replaced) {
    requireUp();
    if (lease == null) {
      throw new KubernetesClientException("absent", HttpURLConnection.HTTP_NOT_FOUND, null);
    }
    if (!lease
        .getMetadata()
        .getResourceVersion()
        .equals(replaced.getMetadata().getResourceVersion())) {
      throw new KubernetesClientException("changed", HttpURLConnection.HTTP_CONFLICT, null);
    }
    return store(replaced);
  }

  private Lease store(Lease written) {
    version++;
    lease =
        new LeaseBuilder(written)
            .editMetadata()
            .withResourceVersion(Long.toString(version))
            .endMetadata()
            .build();
    if (losesAnswers) {
      throw new KubernetesClientException("no answer");
    }
    return lease;
  }

  private void requireUp() {
    if (isDown) {
      throw new KubernetesClientException("connection refused");
    }
  }
}
