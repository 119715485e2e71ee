package io.nauthera.api.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/**
 * Why a resource cannot be read. A resource with a fault has its metadata, but at most a part of
 * its spec.
 */
public record ReadFault(String field, String reason) {
  /** The API server removes unknown metadata, so only {@link ResourceReader} can set this. */
  private static final String KEY = "nauthera.io/read-fault";

  /** Empty where the resource could be read. */
  public static Optional<ReadFault> of(HasMetadata resource) {
    return resource.getMetadata().getAdditionalProperties().get(KEY) instanceof Map<?, ?> fault
        ? Optional.of(
            new ReadFault(String.valueOf(fault.get("field")), String.valueOf(fault.get("reason"))))
        : Optional.empty();
  }

  /** Keeps the fault with the resource, also in its copies. */
  void addTo(HasMetadata resource) {
    resource.getMetadata().setAdditionalProperty(KEY, Map.of("field", field, "reason", reason));
  }

  void addTo(ObjectNode metadata) {
    var unused = metadata.putObject(KEY).put("field", field).put("reason", reason);
  }

  @Override
  public String toString() {
    return field + ": " + reason;
  }
}
