package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the controller found and did. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthClientStatus(
    @JsonPropertyDescription("Generation of the spec that this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "ResolvedRefs, Accepted, Programmed and CredentialsPublished, Ready computed from them, and Consistent beside it.")
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("OAuth client identifier in force.") @Nullable String clientId,
    @JsonPropertyDescription("Issuer of the tokens (OpenID Connect Discovery).")
        @Nullable String issuerUrl,
    @JsonPropertyDescription("Secret that holds the credentials.")
        @Nullable SecretRef clientSecretRef,
    @JsonPropertyDescription(
            "The same Secret for the Service Binding specification (Provisioned Service).")
        @Nullable SecretRef binding,
    @JsonPropertyDescription("Settings in force, each with whoever imposed it.")
        @Nullable Effective effective,
    @JsonPropertyDescription("Policies that govern the client.")
        @Nullable List<GoverningPolicy> governingPolicies,
    @JsonPropertyDescription("What the governing policies forbid about the client as it stands.")
        @Nullable List<Violation> violations,
    @JsonPropertyDescription("Rotation of the client secret.") @Nullable Rotation rotation) {

  /** The settings in force at the server. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Effective(
      @JsonPropertyDescription("Grant types, separated by spaces.") @Nullable Setting grantTypes,
      @JsonPropertyDescription("Scopes, separated by spaces.") @Nullable Setting scopes,
      @JsonPropertyDescription("Lifetime of access tokens.") @Nullable Setting accessTokenTTL,
      @JsonPropertyDescription("Lifetime of refresh tokens.") @Nullable Setting refreshTokenTTL,
      @JsonPropertyDescription("Lifetime of ID tokens: at Keycloak always that of access tokens.")
          @Nullable Setting idTokenTTL,
      @JsonPropertyDescription(
              "Code challenge method that the client must use (RFC 7636), or none.")
          @Nullable Setting pkce,
      @JsonPropertyDescription("How the client authenticates at the token endpoint.")
          @Nullable Setting tokenEndpointAuthMethod) {}

  /** A policy that governs the client. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record GoverningPolicy(
      @Required @JsonPropertyDescription("The policy, as namespace/name.") String name,
      @Required @JsonPropertyDescription("Generation of the policy that the status speaks of.")
          Long generation) {}

  /** One setting in force. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Setting(
      @Required @JsonPropertyDescription("The value.") String value,
      @Required
          @JsonPropertyDescription(
              "Who imposed it: policies as namespace/name, or one of client, baseline, server, realm.")
          List<String> from) {}

  /** One thing that a policy forbids. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Violation(
      @Required @JsonPropertyDescription("Path of the field.") String field,
      @Required @JsonPropertyDescription("RuleId that is violated.") String rule,
      @Required @JsonPropertyDescription("What is wrong and what would be right.") String message,
      @JsonPropertyDescription(
              "Policies that forbid it, as namespace/name; absent where the baseline does.")
          @Nullable List<String> policies) {}

  /** When the client secret was and will be replaced. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rotation(
      @JsonPropertyDescription("When the secret was last replaced.") @Nullable String last,
      @JsonPropertyDescription("When the secret is replaced next.") @Nullable String next) {}
}
