package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A JWK Set (RFC 7517 §5). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JsonWebKeySet(
    @Required @Size(max = 16) @JsonPropertyDescription("The keys.") List<JsonWebKey> keys) {}
