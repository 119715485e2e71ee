package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One manifest of a file, as it is written. */
public record Document(String file, ObjectNode content, Positions positions) {

  /** Where the fields of a manifest stand. */
  @FunctionalInterface
  public interface Positions {
    /**
     * Where a Kubernetes field path ({@code spec.redirectUris[0]}) stands or, where the manifest
     * lacks it, what would hold it.
     */
    Position of(String field);
  }

  public String kind() {
    return content.path("kind").asText();
  }

  public String name() {
    return content.at("/metadata/name").asText();
  }

  /** Empty where the manifest names none. */
  public String namespace() {
    return content.at("/metadata/namespace").asText();
  }
}
