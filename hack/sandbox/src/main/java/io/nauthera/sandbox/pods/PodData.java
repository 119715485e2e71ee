package io.nauthera.sandbox.pods;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the Secrets and ConfigMaps of a pod's namespace. */
record PodData(KubernetesClient client, String namespace) {
  /** The decoded data of a Secret or ConfigMap, with the resource version that it was read at. */
  record Content(String version, Map<String, byte[]> files) {
    static final Content ABSENT = new Content("absent", Map.of());

    Map<String, String> texts() {
      var texts = new HashMap<String, String>();
      files.forEach((key, value) -> texts.put(key, new String(value, StandardCharsets.UTF_8)));
      return texts;
    }
  }

  Optional<Content> secret(String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get())
        .map(secret -> {
          var files = new HashMap<String, byte[]>();
          Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
              .forEach((key, value) -> files.put(key, Base64.getDecoder().decode(value)));
          return new Content(secret.getMetadata().getResourceVersion(), files);
        });
  }

  Optional<Content> configMap(String name) {
    return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name).get())
        .map(map -> {
          var files = new HashMap<String, byte[]>();
          Objects.requireNonNullElse(map.getData(), Map.<String, String>of())
              .forEach((key, value) -> files.put(key, value.getBytes(StandardCharsets.UTF_8)));
          return new Content(map.getMetadata().getResourceVersion(), files);
        });
  }
}
