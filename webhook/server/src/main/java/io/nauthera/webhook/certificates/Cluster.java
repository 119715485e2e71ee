package io.nauthera.webhook.certificates;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of the cluster that the self-signed mode needs. A method that cannot do its work
 * throws a {@link io.fabric8.kubernetes.client.KubernetesClientException}.
 */
interface Cluster {
  /** The content of the Secret, and the resourceVersion that it was read at. */
  record Content(String version, Map<String, byte[]> data) {
    /** Without keys. */
    @Override
    public String toString() {
      return "Content[version=" + version + "]";
    }
  }

  /** The webhook configurations that exist. */
  List<WebhookConfiguration> configurations();

  /** Empty if the Secret does not exist. */
  Optional<Content> secret();

  /** False if another replica has created the Secret meanwhile. */
  boolean create(Map<String, byte[]> data);

  /** False if the Secret has changed or is gone since it was read. */
  boolean replace(Content before, Map<String, byte[]> data);

  /** False if the configuration has changed or is gone since it was read. */
  boolean inject(WebhookConfiguration configuration, String bundle);
}
