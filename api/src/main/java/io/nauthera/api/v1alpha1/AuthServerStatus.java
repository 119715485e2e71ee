package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the server is usable, and how many resources use it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthServerStatus(
    @JsonPropertyDescription("Generation of the spec that this status describes.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Reachable: the server answers. Authorized: it accepts the credentials, and they have the roles that the controller needs. Ready: both are True.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Number of AuthClients that refer to the server.")
        @Nullable Integer clients,
    @JsonPropertyDescription("Number of AuthPolicies that apply to the server.")
        @Nullable Integer policies,
    @JsonPropertyDescription("Version that the server reports.") @Nullable String serverVersion) {}
