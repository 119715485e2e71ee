package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A reference to a Secret in the same namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretRef(
    @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
            value =
                "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')",
            message =
                "must be a valid Secret name: lower case letters, digits, - and ., with a letter or digit at both ends and on both sides of each dot")
        @JsonPropertyDescription("Name of the Secret, in the same namespace.")
        String name) {}
