package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the Secrets of the store exist, and whether users can log in with it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserStoreStatus(
    @JsonPropertyDescription("Generation of the spec that this status describes.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "ResolvedRefs: the Secrets that the store names exist. Programmed: the realms that use the store have its users; always False in this version, which does not set up user federation.")
        @Nullable List<Condition> conditions) {}
