package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a developer adds to the Secret with the credentials. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretTemplate(
    @Size(max = 32)
        @JsonPropertyDescription(
            "Labels of the Secret. A label that is removed here is removed from the Secret. Labels that others set on the Secret stay.")
        @Nullable Map<String, @Size(max = 63) String> labels,
    @Size(max = 32)
        @JsonPropertyDescription(
            "Annotations of the Secret, e.g. for tools that copy Secrets or restart pods. An annotation that is removed here is removed from the Secret. Annotations that others set on the Secret stay.")
        @Nullable Map<String, @Size(max = 2048) String> annotations,
    @Size(max = 64)
        @JsonPropertyDescription(
            "More keys of the Secret, with the name of the key whose value they repeat, e.g. OIDC_CLIENT_SECRET: client_secret. A key whose value the client does not have is left out.")
        @Nullable Map<String, String> data) {}
