package io.nauthera.webhook.cli.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One manifest of a file, as written. */
public record Document(String file, ObjectNode content, Positions positions) {

  /** The positions of the fields of a manifest. */
  @FunctionalInterface
  public interface Positions {
    /**
     * The position of a Kubernetes field path ({@code spec.redirectUris[0]}), or of its closest
     * parent in the manifest.
     */
    Position of(String field);
  }

  public String kind() {
    return content.path("kind").asText();
  }

  public String name() {
    return content.at("/metadata/name").asText();
  }

  /** Empty if it is not set. */
  public String namespace() {
    return content.at("/metadata/namespace").asText();
  }
}
