package io.nauthera.webhook.admission.validation;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.UserStoreSpec;
import io.nauthera.api.v1alpha1.UserStoreSpec.Ldap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Validates a UserStore: LDAP URLs, distinguished names, filters and how to bind. */
public final class UserStoreValidator {
  private static final Pattern USER_INFO = Pattern.compile("ldaps?://[^/?#]*@.*");
  private static final Pattern SERVER = Pattern.compile("ldaps?://[^/?#]*");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("[A-Za-z][A-Za-z0-9-]*|(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))+");

  private UserStoreValidator() {}

  public static List<FieldMessage> check(UserStoreSpec spec) {
    List<FieldMessage> causes = new ArrayList<>();
    Ldap ldap = spec.ldap();
    if (ldap == null) {
      return causes;
    }
    checkBind(ldap, causes);
    var groups = ldap.groupSearch();
    if (groups != null) {
      String at = "spec.ldap.groupSearch.";
      checkName(at + "baseDN", groups.baseDN(), "ou=groups,dc=example,dc=com", causes);
      checkFilter(at + "filter", groups.filter(), "(objectClass=groupOfNames)", causes);
      checkAttribute(at + "nameAttribute", groups.nameAttribute(), "cn", causes);
    }
    serverFault(ldap.server())
        .ifPresent(fault ->
            causes.add(
                new FieldMessage(
                    "spec.ldap.server", fault + ", e.g. ldaps://ldap.example.com:636")));
    var users = ldap.userSearch();
    String at = "spec.ldap.userSearch.";
    checkName(at + "baseDN", users.baseDN(), "ou=users,dc=example,dc=com", causes);
    checkFilter(at + "filter", users.filter(), "(objectClass=inetOrgPerson)", causes);
    checkAttribute(at + "usernameAttribute", users.usernameAttribute(), "uid", causes);
    return causes;
  }

  private static void checkBind(Ldap ldap, List<FieldMessage> causes) {
    String bindDN = ldap.bindDN();
    if (bindDN == null) {
      return;
    }
    checkName("spec.ldap.bindDN", bindDN, "cn=admin,dc=example,dc=com", causes);
    if (ldap.bindPasswordSecretRef() == null) {
      // RFC 4513 section 5.1.2: directories report success for a bind without a password, and
      // authenticate no user.
      causes.add(
          new FieldMessage(
              "spec.ldap.bindPasswordSecretRef",
              "bindDN %s needs a password: name the Secret and the key that contain it, or remove bindDN to bind anonymously"
                  .formatted(Quoted.of(bindDN))));
    }
  }

  /** A password in the URL must not appear in a log. */
  private static Optional<String> serverFault(String server) {
    if (USER_INFO.matcher(server).matches()) {
      return Optional.of(
          "remove the credentials before \"@\": set bindDN and bindPasswordSecretRef instead");
    }
    return Urls.fault(server).or(() -> moreThanServer(server));
  }

  private static Optional<String> moreThanServer(String server) {
    String rest = SERVER.matcher(server).replaceFirst("");
    return rest.isEmpty() || rest.equals("/")
        ? Optional.empty()
        : Optional.of(
            "%s contains more than a server: remove %s; userSearch and groupSearch define what is searched"
                .formatted(Quoted.of(server), Quoted.of(rest)));
  }

  private static void checkName(
      String field, String name, String example, List<FieldMessage> causes) {
    if (!isName(name)) {
      causes.add(
          new FieldMessage(
              field,
              "%s is not a valid distinguished name: use a name such as %s"
                  .formatted(Quoted.of(name), example)));
    }
  }

  /** The empty name is valid (the root), but it is neither a user nor a place to search. */
  private static boolean isName(String name) {
    try {
      RDN[] parts = new DN(name).getRDNs();
      return parts.length > 0
          && Stream.of(parts)
              .flatMap(part -> Stream.of(part.getAttributeNames()))
              .allMatch(attribute -> ATTRIBUTE.matcher(attribute).matches());
    } catch (LDAPException e) {
      return false;
    }
  }

  private static void checkFilter(
      String field, @Nullable String filter, String example, List<FieldMessage> causes) {
    if (filter == null) {
      return;
    }
    filterFault(filter)
        .ifPresent(fault ->
            causes.add(
                new FieldMessage(
                    field,
                    "%s is not a valid LDAP filter (RFC 4515): %s; e.g. %s"
                        .formatted(Quoted.of(filter), fault, example))));
  }

  /** The library accepts a filter without outer parentheses; the RFC and Keycloak do not. */
  private static Optional<String> filterFault(String filter) {
    if (!filter.startsWith("(") || !filter.endsWith(")")) {
      return Optional.of("it must begin with \"(\" and end with \")\"");
    }
    try {
      var unused = Filter.create(filter);
      return Optional.empty();
    } catch (LDAPException e) {
      String message = String.valueOf(e.getMessage());
      return Optional.of(
          message
              .replaceFirst("(?s)^.* as an LDAP filter because (.*)[.]$", "$1")
              .replaceAll("\\p{C}+", " "));
    }
  }

  private static void checkAttribute(
      String field, @Nullable String attribute, String example, List<FieldMessage> causes) {
    if (attribute != null && !ATTRIBUTE.matcher(attribute).matches()) {
      causes.add(
          new FieldMessage(
              field,
              "%s is not a valid attribute name: use a letter, then letters, digits and hyphens (%s), or an OID (2.5.4.3)"
                  .formatted(Quoted.of(attribute), example)));
    }
  }

  /** Fields of a valid UserStore that have no effect or a risk. */
  public static List<FieldMessage> warnings(UserStoreSpec spec) {
    List<FieldMessage> warnings = new ArrayList<>();
    Ldap ldap = spec.ldap();
    if (ldap == null) {
      return warnings;
    }
    if (ldap.bindDN() == null && ldap.bindPasswordSecretRef() != null) {
      warnings.add(
          new FieldMessage(
              "spec.ldap.bindPasswordSecretRef",
              "has no effect because bindDN is not set: the bind is anonymous"));
    }
    if (ldap.server().startsWith("ldap://")) {
      warnings.add(
          new FieldMessage(
              "spec.ldap.server", "ldap:// sends passwords in clear text: use ldaps://"));
    }
    return warnings;
  }
}
