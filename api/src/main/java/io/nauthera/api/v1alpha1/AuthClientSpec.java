package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a developer asks for. Fields that RFC 7591 §2 defines keep its names, in camelCase. */
@ValidationRule(
    value =
        "(has(self.redirectUris) && size(self.redirectUris) > 0) || (has(self.grantTypes) && size(self.grantTypes) > 0)",
    message =
        "set redirectUris (for users who log in) or grantTypes (e.g. [client_credentials] for a service)")
@ValidationRule(
    value =
        "has(self.clientId) == has(oldSelf.clientId) && (!has(self.clientId) || self.clientId == oldSelf.clientId)",
    message = "clientId cannot change after creation: delete the AuthClient and create it again",
    fieldPath = ".clientId")
@ValidationRule(
    value = "!(has(self.jwks) && has(self.jwksUri))",
    message = "jwks and jwksUri cannot both be set (RFC 7591 section 2): remove one of them")
@ValidationRule(
    value =
        "!has(self.tokenEndpointAuthMethod) || self.tokenEndpointAuthMethod != 'private_key_jwt' || has(self.jwks) || has(self.jwksUri)",
    message = "private_key_jwt needs the public keys of the client: set jwksUri or jwks",
    fieldPath = ".jwks")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthClientSpec(
    @Size(max = 255) @JsonPropertyDescription("Name that users see on the login and consent pages.")
        @Nullable String displayName,
    @Required
        @ValidationRule(
            value = "self == oldSelf",
            message =
                "authServerRef cannot change after creation: delete the AuthClient and create it again")
        @JsonPropertyDescription(
            "AuthServer that the client is registered at. Cannot change after creation.")
        ObjectRef authServerRef,
    @Size(min = 1, max = 255)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9._~:/-]+$')",
            message =
                "must contain only letters, digits and . _ ~ : / - (e.g. my-namespace.my-app)")
        @JsonPropertyDescription(
            "OAuth client identifier. Default: <namespace>.<name>. Cannot change after creation. An id that does not begin with the namespace and a dot needs a policy with allowCustomClientIds: true.")
        @Nullable String clientId,
    @Size(max = 64)
        @JsonPropertyDescription(
            "URIs that the server may redirect users to after login. Absolute URIs, compared exactly (RFC 9700).")
        @Nullable List<@Size(min = 1, max = 255) String> redirectUris,
    @Size(max = 64)
        @JsonPropertyDescription(
            "URIs that the server may redirect users to after logout (OpenID Connect RP-Initiated Logout).")
        @Nullable List<@Size(min = 1, max = 255) String> postLogoutRedirectUris,
    @Size(max = 64)
        @JsonPropertyDescription(
            "Origins that may call the server from a browser (CORS): scheme://host[:port], or '+' for the origins of the redirect URIs.")
        @Nullable List<@Size(min = 1, max = 255) String> webOrigins,
    @Size(max = 16)
        @JsonPropertyDescription(
            "OAuth grant types. Default: authorization_code if redirectUris is set, with refresh_token unless a policy forbids it.")
        @Nullable List<String> grantTypes,
    @Size(max = 128)
        @ValidationRule(
            value = "self.matches('^[\\\\x21\\\\x23-\\\\x5B\\\\x5D-\\\\x7E]+$')",
            message =
                "must be one scope, without spaces, quotes or backslashes: write each scope as a separate list entry")
        @JsonPropertyDescription(
            "OAuth scopes that the client may request. Default: openid, if the policies allow it.")
        @Nullable List<@Size(min = 1, max = 255) String> scopes,
    @JsonPropertyDescription(
            "How the client authenticates at the token endpoint. Default: the method that the policies impose, otherwise client_secret_basic. 'none' makes a public client, which has no secret.")
        @Nullable String tokenEndpointAuthMethod,
    @Size(max = 255)
        @ValidationRule(
            value =
                "self.matches('^https://([A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?([.][A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*|[[][0-9A-Fa-f:.]+[]])"
                    + "(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?"
                    + "([/?]([A-Za-z0-9._~!$&()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?$')",
            message =
                "must be an https URL, e.g. https://app.example.com/jwks.json, with a valid host and port, without user info and fragment, and with other characters percent-encoded")
        @JsonPropertyDescription(
            "URL of the client's public keys (a JWK Set), for private_key_jwt.")
        @Nullable String jwksUri,
    @JsonPropertyDescription(
            "The client's public keys as a JWK Set (RFC 7517), for private_key_jwt.")
        @Nullable JsonWebKeySet jwks,
    @Size(min = 1, max = 253)
        @ValidationRule(
            value =
                "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$')",
            message =
                "must be a valid Secret name: lower case letters, digits, - and ., with a letter or digit at both ends and on both sides of each dot")
        @JsonPropertyDescription(
            "Name of the Secret that the credentials are written to. Default: <name>-client-secret.")
        @Nullable String secretName,
    @JsonPropertyDescription(
            "Labels, annotations and more keys for the Secret. It cannot replace those of Nauthera.")
        @Nullable SecretTemplate secretTemplate,
    @JsonPropertyDescription(
            "What happens to the registered client when the AuthClient is deleted: Delete removes it from the server (default), Retain keeps it there.")
        @Nullable DeletionPolicy deletionPolicy) {

  /** What happens to the registered client when its AuthClient is deleted. */
  public enum DeletionPolicy {
    Delete,
    Retain
  }
}
