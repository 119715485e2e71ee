package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A reference to an object, possibly in another namespace. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ObjectRef(
    @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
            value =
                "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')",
            message =
                "must be a valid object name: lower case letters, digits, - and ., with a letter or digit at both ends and on both sides of each dot")
        @JsonPropertyDescription("Name of the object.")
        String name,
    @Size(min = 1, max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message =
                "must be a valid namespace: lower case letters, digits and -, with a letter or digit at both ends")
        @JsonPropertyDescription(
            "Namespace of the object. Default: the namespace of this resource.")
        @Nullable String namespace) {

  public String namespaceOr(String own) {
    return namespace == null ? own : namespace;
  }
}
