package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which kind of store contains the users, and how to search it. */
@ValidationRule(
    value = "self.type != 'ldap' || has(self.ldap)",
    message = "ldap is required when type is ldap",
    fieldPath = ".ldap")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserStoreSpec(
    @Required @JsonPropertyDescription("Kind of store: ldap.") Type type,
    @JsonPropertyDescription("LDAP directory, for type ldap.") @Nullable Ldap ldap) {

  /** Kinds of store. */
  public enum Type {
    ldap
  }

  /** An LDAP directory and how to search it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Ldap(
      @Required
          @Size(max = 512)
          @ValidationRule(
              value = "self.matches('^ldaps?://.+$')",
              message = "must be an LDAP URL, e.g. ldaps://ldap.example.com:636")
          @JsonPropertyDescription("URL of the directory, e.g. ldaps://ldap.example.com:636.")
          String server,
      @JsonPropertyDescription(
              "Distinguished name to bind as. Needs bindPasswordSecretRef. Default: anonymous bind.")
          @Nullable String bindDN,
      @JsonPropertyDescription("Secret key with the password of bindDN.")
          @Nullable SecretKeyRef bindPasswordSecretRef,
      @Required @JsonPropertyDescription("How to find users.") UserSearch userSearch,
      @JsonPropertyDescription("How to find groups.") @Nullable GroupSearch groupSearch) {}

  /** How to find users. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record UserSearch(
      @Required @JsonPropertyDescription("Distinguished name of the entry below which to search.")
          String baseDN,
      @JsonPropertyDescription("LDAP filter (RFC 4515), e.g. (objectClass=inetOrgPerson).")
          @Nullable String filter,
      @JsonPropertyDescription("Attribute that contains the user name. Default: uid.")
          @Nullable String usernameAttribute) {}

  /** How to find groups. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record GroupSearch(
      @Required @JsonPropertyDescription("Distinguished name of the entry below which to search.")
          String baseDN,
      @JsonPropertyDescription("LDAP filter (RFC 4515), e.g. (objectClass=inetOrgPerson).")
          @Nullable String filter,
      @JsonPropertyDescription("Attribute that contains the group name. Default: cn.")
          @Nullable String nameAttribute) {}
}
