package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the store is usable. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserStoreStatus(
    @JsonPropertyDescription("Generation of the spec that this status describes.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Conditions of the store. This version does not set any.")
        @Nullable List<Condition> conditions) {}
