package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a developer asks for; the fields that RFC 7591 §2 has carry its names, in camelCase. */
@ValidationRule(
    value =
        "(has(self.redirectUris) && size(self.redirectUris) > 0) || (has(self.grantTypes) && size(self.grantTypes) > 0)",
    message =
        "give redirectUris (for people who log in) or grantTypes (e.g. [client_credentials], for a program)")
@ValidationRule(
    value =
        "has(self.clientId) == has(oldSelf.clientId) && (!has(self.clientId) || self.clientId == oldSelf.clientId)",
    message = "clientId never changes after creation: delete the AuthClient and create it anew",
    fieldPath = ".clientId")
@ValidationRule(
    value = "!(has(self.jwks) && has(self.jwksUri))",
    message = "jwks and jwksUri exclude each other (RFC 7591 section 2): keep one")
@ValidationRule(
    value =
        "!has(self.tokenEndpointAuthMethod) || self.tokenEndpointAuthMethod != 'private_key_jwt' || has(self.jwks) || has(self.jwksUri)",
    message = "private_key_jwt needs the public keys of the client: give jwksUri or jwks",
    fieldPath = ".tokenEndpointAuthMethod")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthClientSpec(
    @Size(max = 255) @JsonPropertyDescription("Name that people see when they log in or consent.")
        @Nullable String displayName,
    @Required
        @ValidationRule(
            value = "self == oldSelf",
            message =
                "authServerRef never changes after creation: delete the AuthClient and create it anew")
        @JsonPropertyDescription("AuthServer that the client is registered at.")
        ObjectRef authServerRef,
    @Size(min = 1, max = 255)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9._~:/-]+$')",
            message = "must hold only letters, digits and . _ ~ : / - as in my-namespace.my-app")
        @JsonPropertyDescription(
            "OAuth client identifier. Default: <namespace>.<name>. Never changes after creation. Other ids than <namespace>.… need a policy that says allowCustomClientIds.")
        @Nullable String clientId,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Where users may be sent back after login. Absolute URIs, compared exactly (RFC 9700).")
        @Nullable List<@Size(min = 1, max = 2048) String> redirectUris,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Where users may be sent after logout (OpenID Connect RP-Initiated Logout).")
        @Nullable List<@Size(min = 1, max = 2048) String> postLogoutRedirectUris,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Origins allowed to call the server from a browser (CORS): '+' for those of the redirect URIs, or scheme://host[:port].")
        @Nullable List<@Size(min = 1, max = 2048) String> webOrigins,
    @Size(max = 16)
        @JsonPropertyDescription(
            "OAuth grant types. Default: authorization_code where redirectUris are given, with refresh_token unless a policy forbids it.")
        @Nullable List<String> grantTypes,
    @Size(max = 128)
        @ValidationRule(
            value = "self.matches('^[\\\\x21\\\\x23-\\\\x5B\\\\x5D-\\\\x7E]+$')",
            message =
                "must be one scope, without spaces, quotes and backslashes: give each scope its own line")
        @JsonPropertyDescription(
            "OAuth scopes that the client may ask for. Default: openid, where the policies allow it.")
        @Nullable List<@Size(min = 1, max = 255) String> scopes,
    @JsonPropertyDescription(
            "How the client authenticates at the token endpoint. Default: what the policies impose, else client_secret_basic. 'none' is a public client: no secret is made.")
        @Nullable String tokenEndpointAuthMethod,
    @Size(max = 255)
        @ValidationRule(
            value = "self.matches('^https://.+$')",
            message = "must be an https URL, e.g. https://app.example.com/jwks.json")
        @JsonPropertyDescription("URL of the client's public keys, for private_key_jwt.")
        @Nullable String jwksUri,
    @PreserveUnknownFields
        @JsonPropertyDescription(
            "The client's public keys as a JWK Set (RFC 7517), for private_key_jwt.")
        @Nullable Map<String, Object> jwks,
    @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message =
                "must be the name of a Secret: lower case letters, digits, - and . with a letter or digit first and last")
        @JsonPropertyDescription(
            "Name of the Secret that receives the credentials. Default: <name>-client-secret.")
        @Nullable String secretName,
    @JsonPropertyDescription(
            "Whether deleting the AuthClient deletes the client from the server (Delete, the default) or leaves it there (Retain).")
        @Nullable DeletionPolicy deletionPolicy) {

  /** What becomes of the registered client when its AuthClient is deleted. */
  public enum DeletionPolicy {
    Delete,
    Retain
  }
}
