package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * One observation of a resource's state (meta/v1 Condition); {@code lastTransitionTime} is RFC
 * 3339, in seconds.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @Required @Size(max = 316) @JsonPropertyDescription("Type of the condition, in CamelCase.")
        String type,
    @Required @JsonPropertyDescription("True, False or Unknown.") Status status,
    @JsonPropertyDescription("Generation of the resource that the condition is based on.")
        @Nullable Long observedGeneration,
    @Required @JsonPropertyDescription("When the status last changed.") String lastTransitionTime,
    @Required
        @Size(min = 1, max = 1024)
        @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
        @JsonPropertyDescription(
            "Reason for the last transition, as one CamelCase word for programs.")
        String reason,
    @Required @Size(max = 32768) @JsonPropertyDescription("Explanation for people.")
        String message) {

  /** Status of a condition. */
  public enum Status {
    True,
    False,
    Unknown
  }
}
