package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where users come from. */
@ValidationRule(
    value = "self.type != 'ldap' || has(self.ldap)",
    message = "type ldap needs the ldap section",
    fieldPath = ".ldap")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserStoreSpec(
    @Required @JsonPropertyDescription("Kind of store: ldap.") Type type,
    @JsonPropertyDescription("Directory to read users from, for type ldap.") @Nullable Ldap ldap) {

  /** Kinds of store. */
  public enum Type {
    ldap
  }

  /** A directory and how to search it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Ldap(
      @Required
          @Size(max = 512)
          @ValidationRule(
              value = "self.matches('^ldaps?://.+$')",
              message = "must be the URL of a directory, e.g. ldaps://ldap.example.com:636")
          @JsonPropertyDescription("URL of the directory, e.g. ldaps://ldap.example.com:636.")
          String server,
      @JsonPropertyDescription(
              "Distinguished name to bind as; needs bindPasswordSecretRef. Default: bind anonymously.")
          @Nullable String bindDN,
      @JsonPropertyDescription("Secret key with the password of bindDN.")
          @Nullable SecretKeyRef bindPasswordSecretRef,
      @Required @JsonPropertyDescription("How users are found.") UserSearch userSearch,
      @JsonPropertyDescription("How groups are found.") @Nullable GroupSearch groupSearch) {}

  /** How users are found. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserSearch(
      @Required @JsonPropertyDescription("Distinguished name to search below.") String baseDN,
      @JsonPropertyDescription("LDAP filter (RFC 4515).") @Nullable String filter,
      @JsonPropertyDescription("Attribute that holds the user name. Default: uid.")
          @Nullable String usernameAttribute) {}

  /** How groups are found. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record GroupSearch(
      @Required @JsonPropertyDescription("Distinguished name to search below.") String baseDN,
      @JsonPropertyDescription("LDAP filter (RFC 4515).") @Nullable String filter,
      @JsonPropertyDescription("Attribute that holds the group name. Default: cn.")
          @Nullable String nameAttribute) {}
}
