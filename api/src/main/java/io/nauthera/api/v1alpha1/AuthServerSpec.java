package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where clients are registered, and which namespaces may use the server. */
@ValidationRule(
    value =
        "self.issuerUrl.matches('/realms/[^/]+/?$') || (has(self.keycloak) && has(self.keycloak.realm))",
    message = "issuerUrl does not contain a realm (…/realms/<realm>): set keycloak.realm",
    fieldPath = ".issuerUrl")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthServerSpec(
    @Required
        @Size(min = 1, max = 2048)
        @ValidationRule(
            value =
                "self.matches('^https://[^/?#@ ]+(/[^?# ]*)?$') || self.matches('^http://(127[.]0[.]0[.]1|localhost|[[]::1[]])(:[0-9]+)?(/[^?# ]*)?$')",
            message =
                "must be an https URL without query, fragment or user info, e.g. https://auth.example.com/realms/production (http is allowed only for 127.0.0.1, [::1] and localhost)")
        @JsonPropertyDescription(
            "Issuer of the tokens (OpenID Connect Discovery), e.g. https://auth.example.com/realms/production.")
        String issuerUrl,
    @JsonPropertyDescription(
            "Labels of the AuthPolicies in this namespace that apply to the server. Absent: all of them.")
        @Nullable LabelSelector policySelector,
    @JsonPropertyDescription("Certificate that the server presents.") @Nullable Tls tls,
    @JsonPropertyDescription("UserStore that contains the users of the realm.")
        @Nullable ObjectRef userStoreRef,
    @JsonPropertyDescription("How to reach and use Keycloak.") @Nullable Keycloak keycloak,
    @ValidationRule(
            value = "!has(self.from) || self.from != 'Selector' || has(self.selector)",
            message = "selector is required when from is Selector",
            fieldPath = ".selector")
        @JsonPropertyDescription("Namespaces whose AuthClients may use the server. Default: all.")
        @Nullable AllowedNamespaces allowedNamespaces) {

  /** The server's certificate. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tls(
      @JsonPropertyDescription(
              "Secret (kubernetes.io/tls) with the certificate of the server. Not used by this version: a certificate authority for Keycloak belongs in keycloak.caSecretRef.")
          @Nullable SecretRef certSecretRef) {}

  /** How to reach and use Keycloak's Admin API. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Keycloak(
      @Size(min = 1, max = 2048)
          @ValidationRule(
              value =
                  "self.matches('^https://[^/?#@ ]+(/[^?# ]*)?$') || self.matches('^http://(127[.]0[.]0[.]1|localhost|[[]::1[]])(:[0-9]+)?(/[^?# ]*)?$')",
              message =
                  "must be an https URL (http is allowed only for 127.0.0.1, [::1] and localhost)")
          @JsonPropertyDescription(
              "Base URL of Keycloak. Default: the part of issuerUrl before /realms/.")
          @Nullable String url,
      @Size(min = 1, max = 255)
          @JsonPropertyDescription(
              "Realm. Default: the realm in issuerUrl, if there is one; a different realm is refused.")
          @Nullable String realm,
      @JsonPropertyDescription(
              "Secret with client_id and client_secret of a service account in the realm. Default: <name>-keycloak. A Secret with another name needs the label auth.nauthera.io/auth-server-credentials: \"true\".")
          @Nullable SecretRef credentialsSecretRef,
      @JsonPropertyDescription(
              "Secret with a ca.crt key: additional certificate authorities for the server's certificate.")
          @Nullable SecretRef caSecretRef,
      @JsonPropertyDescription(
              "What happens when a client asks for a scope that the realm does not have: Create creates the scope (default), Refuse refuses the client.")
          @Nullable MissingScopes missingScopes) {}

  /** Namespaces that may use the server. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AllowedNamespaces(
      @JsonPropertyDescription(
              "All namespaces, the Same namespace as the server, or those that match the Selector. Default: All.")
          @Nullable From from,
      @JsonPropertyDescription("Labels of the namespaces. Needs from: Selector.")
          @Nullable LabelSelector selector) {}

  /** Which namespaces may use the server (as FromNamespaces in Gateway API). */
  public enum From {
    All,
    Same,
    Selector
  }

  /** What happens when a client asks for a scope that the realm does not have. */
  public enum MissingScopes {
    Create,
    Refuse
  }
}
