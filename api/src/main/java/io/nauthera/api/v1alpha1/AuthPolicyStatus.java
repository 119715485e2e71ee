package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom the policy governs and how far it is applied. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthPolicyStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Accepted and Programmed, Ready computed from them, and Enforceable and Consistent beside it.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("How many AuthClients the policy governs.")
        @Nullable Integer governedClients,
    @JsonPropertyDescription("How many of them comply.") @Nullable Integer compliantClients,
    @JsonPropertyDescription("Those that do not comply.")
        @Nullable ViolatingClients violatingClients,
    @JsonPropertyDescription("How far this generation has reached the registered clients.")
        @Nullable Rollout rollout) {

  /** Governed clients that violate the policy. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ViolatingClients(
      @Required @JsonPropertyDescription("How many.") Integer count,
      @Required @JsonPropertyDescription("The first 20, as namespace/name.") List<String> names) {}

  /** Progress of one generation of the policy. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rollout(
      @Required @JsonPropertyDescription("Generation of the policy that is being applied.")
          Long generation,
      @Required
          @JsonPropertyDescription(
              "Governed clients that are settled under this generation: provisioned or refused.")
          Integer applied,
      @Required @JsonPropertyDescription("Governed clients.") Integer total) {}
}
