package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The manifests of a random cluster, in the order in which they are applied. {@code security} is
 * the namespace of the servers and policies.
 */
public record RandomCluster(
    String security,
    List<ObjectNode> namespaces,
    List<ObjectNode> platform,
    List<ObjectNode> clients) {

  public static String kind(ObjectNode manifest) {
    return manifest.path("kind").asText();
  }

  public static String namespace(ObjectNode manifest) {
    return manifest.at("/metadata/namespace").asText();
  }

  public static String name(ObjectNode manifest) {
    return manifest.at("/metadata/name").asText();
  }
}
