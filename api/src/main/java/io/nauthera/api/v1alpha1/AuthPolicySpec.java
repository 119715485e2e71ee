package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the governed clients may ask for and which settings they get. An absent field leaves the
 * decision to the other policies and the baseline.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthPolicySpec(
    @JsonPropertyDescription(
            "Labels of the AuthClients that the policy governs. Absent: all AuthClients.")
        @Nullable LabelSelector clientSelector,
    @JsonPropertyDescription(
            "Labels of the namespaces whose AuthClients the policy governs. Absent: all namespaces.")
        @Nullable LabelSelector namespaceSelector,
    @JsonPropertyDescription(
            "Token lifetimes that the policy imposes. The shortest of all governing policies applies.")
        @Nullable Token token,
    @Size(max = 16)
        @JsonPropertyDescription(
            "Grant types that clients may use. An empty list allows none. Baseline: authorization_code and refresh_token.")
        @Nullable List<String> allowedGrantTypes,
    @JsonPropertyDescription(
            "Whether clients must use PKCE with S256 (RFC 7636). Public clients always must. Baseline: false.")
        @Nullable Boolean enforcePKCE,
    @Size(max = 512)
        @ValidationRule(
            value = "self.matches('^[\\\\x21\\\\x23-\\\\x5B\\\\x5D-\\\\x7E]+$')",
            message =
                "must be one scope, without spaces, quotes or backslashes: write each scope as a separate list entry")
        @JsonPropertyDescription(
            "Scopes that clients may request. An empty list allows none. Baseline: openid, profile and email.")
        @Nullable List<@Size(min = 1, max = 255) String> allowedScopes,
    @JsonPropertyDescription("How clients must authenticate, and when their secrets are rotated.")
        @Nullable ClientAuthentication clientAuthentication,
    @JsonPropertyDescription(
            "Whether client ids that do not begin with the namespace of the AuthClient and a dot are allowed. Baseline: false.")
        @Nullable Boolean allowCustomClientIds,
    @JsonPropertyDescription(
            "Which redirect URIs are allowed. Applies to post-logout redirect URIs and web origins too.")
        @Nullable RedirectUris redirectUris,
    @Default("\"Enforce\"")
        @JsonPropertyDescription(
            "What happens to a client that violates the policy: Enforce refuses it (default), Warn only warns, Audit only counts it in the status of the policy.")
        @Nullable Enforcement enforcement,
    @Default("\"Restrict\"")
        @JsonPropertyDescription(
            "What happens to a registered client that violates the policy after the policy changed: Restrict removes what is no longer allowed (default), Retain keeps its last accepted configuration, Disable disables it.")
        @Nullable ExistingClients existingClients) {

  /** Token lifetimes, as durations such as 15m or 24h. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Token(
      @Size(max = 18)
          @ValidationRule(
              value =
                  "self.matches('^([0-9]{1,5}[hms]){1,3}$') && duration(self) >= duration('1s')",
              message =
                  "must be at least 1s, in hours, minutes and seconds, e.g. 15m, 24h or 1h30m")
          @JsonPropertyDescription("Lifetime of access tokens, e.g. 5m.")
          @Nullable String accessTokenTTL,
      @Size(max = 18)
          @ValidationRule(
              value =
                  "self.matches('^([0-9]{1,5}[hms]){1,3}$') && duration(self) >= duration('1s')",
              message =
                  "must be at least 1s, in hours, minutes and seconds, e.g. 15m, 24h or 1h30m")
          @JsonPropertyDescription("Lifetime of refresh tokens, e.g. 24h. At least accessTokenTTL.")
          @Nullable String refreshTokenTTL,
      @Size(max = 18)
          @ValidationRule(
              value =
                  "self.matches('^([0-9]{1,5}[hms]){1,3}$') && duration(self) >= duration('1s')",
              message =
                  "must be at least 1s, in hours, minutes and seconds, e.g. 15m, 24h or 1h30m")
          @JsonPropertyDescription(
              "Longest allowed lifetime of ID tokens, e.g. 5m. Keycloak gives ID tokens the lifetime of access tokens.")
          @Nullable String idTokenTTL) {}

  /** How clients authenticate at the token endpoint. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ClientAuthentication(
      @JsonPropertyDescription(
              "Method that clients must use (RFC 7591 token_endpoint_auth_method).")
          @Nullable String method,
      @JsonPropertyDescription("Rotation of client secrets.")
          @Nullable SecretRotation secretRotation) {}

  /** When client secrets are rotated. */
  @ValidationRule(
      value = "!has(self.enabled) || !self.enabled || has(self.schedule)",
      message = "schedule is required when enabled is true, e.g. \"0 0 * * *\"",
      fieldPath = ".schedule")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SecretRotation(
      @JsonPropertyDescription("Whether secrets are rotated. true needs a schedule.")
          @Nullable Boolean enabled,
      @Size(min = 1, max = 512)
          @JsonPropertyDescription(
              "When secrets are rotated, as in a CronJob: minute, hour, day, month and weekday, e.g. 0 0 * * *, or a nickname such as @daily.")
          @Nullable String schedule,
      @Size(min = 1, max = 64)
          @JsonPropertyDescription(
              "Time zone of the schedule: a name of the IANA time zone database, e.g. Europe/Berlin. Default: UTC.")
          @Nullable String timeZone,
      @JsonPropertyDescription(
              "Whether to rotate even if the server cannot keep the old secret valid for a while. Running applications cannot log in until they read the new secret. Default: false.")
          @Nullable Boolean withoutOverlap) {}

  /**
   * Which redirect URIs are allowed. The rules for their form are fixed: no policy can loosen them.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RedirectUris(
      @Size(max = 32)
          @ValidationRule(
              value = "self.matches('^[a-z][a-z0-9+.-]*$')",
              message = "must be a scheme in lower case without ://, e.g. https or com.example.app")
          @JsonPropertyDescription("Allowed URI schemes. Baseline: https.")
          @Nullable List<@Size(min = 1, max = 64) String> allowedSchemes,
      @Size(max = 256)
          @JsonPropertyDescription(
              "Allowed hosts of http and https URIs: an exact host, or *.example.com for exactly one leading label. Baseline: any host.")
          @Nullable List<@Size(min = 1, max = 255) String> allowedHosts,
      @JsonPropertyDescription(
              "Whether http to 127.0.0.1, [::1] or localhost is allowed, on any port (RFC 8252 section 7.3). Baseline: false.")
          @Nullable Boolean allowLoopback,
      @JsonPropertyDescription(
              "Whether a single * as the whole last path segment is allowed. Baseline: false.")
          @Nullable Boolean allowWildcards) {}

  /** What happens to a client that violates the policy. */
  public enum Enforcement {
    Enforce,
    Warn,
    Audit
  }

  /** What happens to registered clients that no longer comply. */
  public enum ExistingClients {
    Restrict,
    Retain,
    Disable
  }
}
