package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where clients are registered, and who may ask for them. */
@ValidationRule(
    value =
        "self.issuerUrl.matches('/realms/[^/]+/?$') || (has(self.keycloak) && has(self.keycloak.realm))",
    message = "issuerUrl does not name a realm (…/realms/<realm>): give keycloak.realm",
    fieldPath = ".issuerUrl")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthServerSpec(
    @Required
        @Size(min = 1, max = 2048)
        @ValidationRule(
            value =
                "self.matches('^https://[^/?#@ ]+(/[^?# ]*)?$') || self.matches('^http://(127[.]0[.]0[.]1|localhost|[[]::1[]])(:[0-9]+)?(/[^?# ]*)?$')",
            message =
                "must be an https URL without query, fragment or user info, e.g. https://auth.example.com/realms/production (http only to 127.0.0.1, [::1] or localhost)")
        @JsonPropertyDescription(
            "Issuer of the tokens (OpenID Connect Discovery), e.g. https://auth.example.com/realms/production.")
        String issuerUrl,
    @JsonPropertyDescription(
            "Labels of the AuthPolicies in this namespace that count for the server. Absent: all of them.")
        @Nullable LabelSelector policySelector,
    @JsonPropertyDescription("Certificate that the server presents.") @Nullable Tls tls,
    @JsonPropertyDescription("UserStore that the users of the realm come from.")
        @Nullable ObjectRef userStoreRef,
    @JsonPropertyDescription("What the Keycloak back end needs beside the issuer.")
        @Nullable Keycloak keycloak,
    @ValidationRule(
            value = "!has(self.from) || self.from != 'Selector' || has(self.selector)",
            message = "from: Selector needs a selector",
            fieldPath = ".selector")
        @JsonPropertyDescription(
            "Namespaces whose AuthClients may refer to the server. Default: all.")
        @Nullable AllowedNamespaces allowedNamespaces) {

  /** The server's certificate. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tls(
      @JsonPropertyDescription("Secret (kubernetes.io/tls) with the certificate.")
          @Nullable SecretRef certSecretRef) {}

  /** How to reach and use Keycloak's Admin API. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Keycloak(
      @Size(min = 1, max = 2048)
          @ValidationRule(
              value =
                  "self.matches('^https://[^/?#@ ]+(/[^?# ]*)?$') || self.matches('^http://(127[.]0[.]0[.]1|localhost|[[]::1[]])(:[0-9]+)?(/[^?# ]*)?$')",
              message = "must be an https URL (http only to 127.0.0.1, [::1] or localhost)")
          @JsonPropertyDescription(
              "Base URL of Keycloak. Default: the part of issuerUrl before /realms/.")
          @Nullable String url,
      @Size(min = 1, max = 255)
          @JsonPropertyDescription(
              "Realm. Default: the one that issuerUrl names; another is refused.")
          @Nullable String realm,
      @JsonPropertyDescription(
              "Secret with client_id and client_secret of a service account in the realm. Default: <name>-keycloak.")
          @Nullable SecretRef credentialsSecretRef,
      @JsonPropertyDescription(
              "Secret whose ca.crt the server's certificate is verified against, beside the system's authorities.")
          @Nullable SecretRef caSecretRef,
      @JsonPropertyDescription(
              "What to do about a scope that the realm lacks: Create it (default) or Refuse the client.")
          @Nullable MissingScopes missingScopes) {}

  /** Namespaces that may refer to the server. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AllowedNamespaces(
      @JsonPropertyDescription("All, Same (the server's own) or Selector. Default: All.")
          @Nullable From from,
      @JsonPropertyDescription("Labels of the namespaces, for Selector.")
          @Nullable LabelSelector selector) {}

  /** Which namespaces may refer to the server (Gateway API's FromNamespaces). */
  public enum From {
    All,
    Same,
    Selector
  }

  /** What to do about a scope that the realm lacks. */
  public enum MissingScopes {
    Create,
    Refuse
  }
}
