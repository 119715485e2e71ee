package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the server can be used, and by how many. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthServerStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Reachable, Authorized, and Ready computed from them.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("How many AuthClients refer to the server.") @Nullable Integer clients,
    @JsonPropertyDescription("How many AuthPolicies count for the server.")
        @Nullable Integer policies,
    @JsonPropertyDescription("Version that the server reports.") @Nullable String serverVersion) {}
