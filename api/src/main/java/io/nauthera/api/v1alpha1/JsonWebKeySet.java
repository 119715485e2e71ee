package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * A JWK Set (RFC 7517 §5). The schema also has the members of a key, so that a user who writes a
 * key where a set belongs reads what to do, and not only "unknown field".
 */
@ValidationRule(
    value =
        "has(self.keys) && !(has(self.kty) || has(self.use) || has(self.key_ops) || has(self.alg) || has(self.kid) || has(self.crv) || has(self.x) || has(self.y) || has(self.n) || has(self.e) || has(self.d) || has(self.p) || has(self.q) || has(self.dp) || has(self.dq) || has(self.qi) || has(self.k) || has(self.x5u) || has(self.x5c) || has(self.x5t))",
    message =
        "must be a JWK Set (RFC 7517 section 5) and not a key: write the members of each key in an entry of keys, as in jwks: {keys: [{kty: RSA, e: AQAB, ...}]}")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JsonWebKeySet(
    @Required @Size(max = 16) @JsonPropertyDescription("The keys.") List<JsonWebKey> keys) {}
