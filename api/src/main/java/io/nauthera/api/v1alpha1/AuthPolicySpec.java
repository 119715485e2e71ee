package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the governed clients may be and what they get. An absent field leaves the matter to other
 * policies and the baseline.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthPolicySpec(
    @JsonPropertyDescription("Labels of the AuthClients that the policy governs. Absent: all.")
        @Nullable LabelSelector clientSelector,
    @JsonPropertyDescription(
            "Labels of the namespaces whose AuthClients the policy governs. Absent: all.")
        @Nullable LabelSelector namespaceSelector,
    @JsonPropertyDescription(
            "Lifetimes that the policy imposes; the shortest of all governing policies wins.")
        @Nullable Token token,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Grant types that clients may use. Absent: authorization_code and refresh_token.")
        @Nullable List<String> allowedGrantTypes,
    @JsonPropertyDescription(
            "Whether clients must use PKCE with S256 (RFC 7636). Public clients always must.")
        @Nullable Boolean enforcePKCE,
    @Size(max = 512)
        @ValidationRule(
            value = "self.matches('^[\\\\x21\\\\x23-\\\\x5B\\\\x5D-\\\\x7E]+$')",
            message =
                "must be one scope, without spaces, quotes and backslashes: give each scope its own line")
        @JsonPropertyDescription(
            "Scopes that clients may ask for. Absent: openid, profile and email.")
        @Nullable List<@Size(min = 1, max = 255) String> allowedScopes,
    @JsonPropertyDescription("How clients must authenticate, and when their secret is replaced.")
        @Nullable ClientAuthentication clientAuthentication,
    @JsonPropertyDescription(
            "Whether client ids outside the team's own <namespace>. prefix are allowed. Default: false.")
        @Nullable Boolean allowCustomClientIds,
    @JsonPropertyDescription("What redirect URIs may look like.")
        @Nullable RedirectUris redirectUris,
    @Default("\"Enforce\"")
        @JsonPropertyDescription(
            "Enforce refuses what the policy forbids (default); Warn only warns; Audit only counts.")
        @Nullable Enforcement enforcement,
    @Default("\"Restrict\"")
        @JsonPropertyDescription(
            "What becomes of a registered client that a later change of the policy makes non-compliant: Restrict takes away what is no longer allowed (default), Retain keeps its last accepted shape, Disable disables it.")
        @Nullable ExistingClients existingClients) {

  /** Lifetimes of tokens, as durations such as 15m or 24h. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Token(
      @Size(max = 18)
          @ValidationRule(
              value =
                  "self.matches('^([0-9]{1,5}[hms]){1,3}$') && duration(self) >= duration('1s')",
              message =
                  "must be at least 1s, in hours, minutes and seconds: e.g. 15m, 24h or 1h30m")
          @JsonPropertyDescription("Longest lifetime of an access token, e.g. 5m.")
          @Nullable String accessTokenTTL,
      @Size(max = 18)
          @ValidationRule(
              value =
                  "self.matches('^([0-9]{1,5}[hms]){1,3}$') && duration(self) >= duration('1s')",
              message =
                  "must be at least 1s, in hours, minutes and seconds: e.g. 15m, 24h or 1h30m")
          @JsonPropertyDescription("Longest lifetime of a refresh token, e.g. 24h.")
          @Nullable String refreshTokenTTL,
      @Size(max = 18)
          @ValidationRule(
              value =
                  "self.matches('^([0-9]{1,5}[hms]){1,3}$') && duration(self) >= duration('1s')",
              message =
                  "must be at least 1s, in hours, minutes and seconds: e.g. 15m, 24h or 1h30m")
          @JsonPropertyDescription(
              "Longest lifetime of an ID token, e.g. 5m. Keycloak gives ID tokens the lifetime of access tokens.")
          @Nullable String idTokenTTL) {}

  /** How clients authenticate at the token endpoint. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ClientAuthentication(
      @JsonPropertyDescription(
              "Method that clients must use (RFC 7591 token_endpoint_auth_method).")
          @Nullable String method,
      @JsonPropertyDescription("Replacement of client secrets.")
          @Nullable SecretRotation secretRotation) {}

  /** When client secrets are replaced. */
  @ValidationRule(
      value = "!has(self.enabled) || !self.enabled || has(self.schedule)",
      message = "give a schedule, e.g. \"0 0 * * *\"",
      fieldPath = ".schedule")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SecretRotation(
      @JsonPropertyDescription("Whether secrets are replaced on schedule.")
          @Nullable Boolean enabled,
      @Size(min = 9, max = 128)
          @JsonPropertyDescription("When, as a five-field cron expression in UTC.")
          @Nullable String schedule,
      @JsonPropertyDescription(
              "Whether to replace secrets even where the server cannot keep the old one valid for a while: an outage for running applications. Default: false.")
          @Nullable Boolean withoutOverlap) {}

  /** What redirect URIs may look like. Their form is fixed and no policy can loosen it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RedirectUris(
      @Size(max = 32)
          @ValidationRule(
              value = "self.matches('^[a-z][a-z0-9+.-]*$')",
              message =
                  "must be a scheme in lower case and without ://, e.g. https or com.example.app")
          @JsonPropertyDescription("URI schemes. Default: https.")
          @Nullable List<@Size(min = 1, max = 64) String> allowedSchemes,
      @Size(max = 256)
          @JsonPropertyDescription(
              "Hosts of http(s) URIs: exact, or *.example.com for exactly one leading label. Absent: any host.")
          @Nullable List<@Size(min = 1, max = 255) String> allowedHosts,
      @JsonPropertyDescription(
              "Whether http to 127.0.0.1, [::1] or localhost is allowed, on any port (RFC 8252 section 7.3). Default: false.")
          @Nullable Boolean allowLoopback,
      @JsonPropertyDescription(
              "Whether a single * as the whole last path segment is allowed. Default: false.")
          @Nullable Boolean allowWildcards) {}

  /** What the policy does about a client that it forbids. */
  public enum Enforcement {
    Enforce,
    Warn,
    Audit
  }

  /** What becomes of registered clients that no longer comply. */
  public enum ExistingClients {
    Restrict,
    Retain,
    Disable
  }
}
