package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many clients the policy governs, and how far it is applied. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthPolicyStatus(
    @JsonPropertyDescription("Generation of the spec that this status describes.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Accepted: the policy is valid. Programmed: it is applied to all governed clients. Ready: both are True. Enforceable: the server supports all that the policy asks for. Consistent: no other policy conflicts with it.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Number of AuthClients that the policy governs.")
        @Nullable Integer governedClients,
    @JsonPropertyDescription("Number of governed AuthClients that comply.")
        @Nullable Integer compliantClients,
    @JsonPropertyDescription("Governed AuthClients that violate the policy.")
        @Nullable ViolatingClients violatingClients,
    @JsonPropertyDescription("How far this generation is applied to the governed clients.")
        @Nullable Rollout rollout) {

  /** Governed clients that violate the policy. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ViolatingClients(
      @Required @JsonPropertyDescription("Number of clients.") Integer count,
      @Required
          @JsonPropertyDescription("First 20 clients in alphabetical order, as namespace/name.")
          List<String> names) {}

  /** Progress of one generation of the policy. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rollout(
      @Required @JsonPropertyDescription("Generation of the policy that is being applied.")
          Long generation,
      @Required
          @JsonPropertyDescription(
              "Number of governed clients that are provisioned or refused under this generation.")
          Integer applied,
      @Required @JsonPropertyDescription("Number of governed clients.") Integer total) {}
}
