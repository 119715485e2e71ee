package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the controller observed and did. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthClientStatus(
    @JsonPropertyDescription("Generation of the spec that this status describes.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "ResolvedRefs: the AuthServer and at least one governing policy exist. Accepted: the policies allow the client. Programmed: the client is registered at the server. CredentialsPublished: the Secret contains the credentials. Ready: all of these are True. Consistent: no two governing policies conflict.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription(
            "Where the client is registered. It is written before the client is created at the server, so that no client is forgotten there.")
        @Nullable Registration registration,
    @JsonPropertyDescription("OAuth client identifier of the registered client.")
        @Nullable String clientId,
    @JsonPropertyDescription("Issuer of the client's tokens (OpenID Connect Discovery).")
        @Nullable String issuerUrl,
    @JsonPropertyDescription("Secret that contains the credentials.")
        @Nullable SecretRef clientSecretRef,
    @JsonPropertyDescription(
            "The same Secret, for the Service Binding specification (Provisioned Service).")
        @Nullable SecretRef binding,
    @JsonPropertyDescription("Settings in force at the server, each with where it comes from.")
        @Nullable Effective effective,
    @JsonPropertyDescription("Policies that govern the client.")
        @Nullable List<GoverningPolicy> governingPolicies,
    @JsonPropertyDescription(
            "What the governing policies forbid in the current spec. At most 100 violations; the message of Accepted says how many more there are.")
        @Nullable List<Violation> violations,
    @JsonPropertyDescription(
            "Rotation of the client secret. This version does not rotate secrets and does not set it.")
        @Nullable Rotation rotation) {

  /** Where the client is registered, or may be. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Registration(
      @Required
          @JsonPropertyDescription(
              "Realm, as the base URL of the server, /realms/ and the name of the realm.")
          String realm,
      @Required
          @JsonPropertyDescription(
              "Creating: the client may exist at the server. Registered: it does.")
          Phase phase,
      @JsonPropertyDescription("Identifier that the server gave to the client.")
          @Nullable String id) {}

  /** How far the registration is. */
  public enum Phase {
    Creating,
    Registered
  }

  /** The settings in force at the server. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Effective(
      @JsonPropertyDescription("Grant types, separated by commas.") @Nullable Setting grantTypes,
      @JsonPropertyDescription("Scopes, separated by spaces as in RFC 6749 section 3.3.")
          @Nullable Setting scopes,
      @JsonPropertyDescription("Lifetime of access tokens.") @Nullable Setting accessTokenTTL,
      @JsonPropertyDescription("Lifetime of refresh tokens.") @Nullable Setting refreshTokenTTL,
      @JsonPropertyDescription(
              "Lifetime of offline tokens, which are refresh tokens with the scope offline_access.")
          @Nullable Setting offlineTokenTTL,
      @JsonPropertyDescription(
              "Lifetime of ID tokens. In Keycloak this is always the lifetime of access tokens.")
          @Nullable Setting idTokenTTL,
      @JsonPropertyDescription(
              "Code challenge method that the client must use (RFC 7636), or none.")
          @Nullable Setting pkce,
      @JsonPropertyDescription("How the client authenticates at the token endpoint.")
          @Nullable Setting tokenEndpointAuthMethod) {}

  /** A policy that governs the client. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record GoverningPolicy(
      @Required @JsonPropertyDescription("Policy, as namespace/name.") String name,
      @Required @JsonPropertyDescription("Generation of the policy that this status is based on.")
          Long generation) {}

  /** One setting in force. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Setting(
      @Required @JsonPropertyDescription("Value in force.") String value,
      @Required
          @JsonPropertyDescription(
              "Where the value comes from: policies as namespace/name, or one of client, baseline, server, realm.")
          List<String> from) {}

  /** One value that the policies or the baseline forbid. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Violation(
      @Required @JsonPropertyDescription("Path of the field, e.g. spec.scopes[1].") String field,
      @Required @JsonPropertyDescription("Identifier of the rule, e.g. scopes.") String rule,
      @Required @JsonPropertyDescription("What is wrong and what is allowed.") String message,
      @JsonPropertyDescription(
              "Policies that forbid it, as namespace/name. Absent: the baseline forbids it.")
          @Nullable List<String> policies) {}

  /** The last and the next rotation of the client secret. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rotation(
      @JsonPropertyDescription("Time of the last rotation.") @Nullable String last,
      @JsonPropertyDescription("Time of the next rotation.") @Nullable String next) {}
}
