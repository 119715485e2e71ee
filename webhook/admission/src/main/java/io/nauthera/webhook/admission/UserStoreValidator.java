package io.nauthera.webhook.admission;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import io.nauthera.api.v1alpha1.UserStoreSpec;
import io.nauthera.api.v1alpha1.UserStoreSpec.Ldap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the schema cannot tell about a UserStore: LDAP's URLs, names, filters and how to bind. */
final class UserStoreValidator {
  private static final Pattern USER_INFO = Pattern.compile("ldaps?://[^/?#]*@.*");
  private static final Pattern SERVER = Pattern.compile("ldaps?://[^/?#]*");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("[A-Za-z][A-Za-z0-9-]*|(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))+");

  private UserStoreValidator() {}

  static List<Verdict.Cause> check(UserStoreSpec spec) {
    List<Verdict.Cause> causes = new ArrayList<>();
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
                Verdict.Cause.invalid(
                    "spec.ldap.server", fault + ", e.g. ldaps://ldap.example.com:636")));
    var users = ldap.userSearch();
    String at = "spec.ldap.userSearch.";
    checkName(at + "baseDN", users.baseDN(), "ou=users,dc=example,dc=com", causes);
    checkFilter(at + "filter", users.filter(), "(objectClass=inetOrgPerson)", causes);
    checkAttribute(at + "usernameAttribute", users.usernameAttribute(), "uid", causes);
    return causes;
  }

  private static void checkBind(Ldap ldap, List<Verdict.Cause> causes) {
    String bindDN = ldap.bindDN();
    if (bindDN == null) {
      return;
    }
    checkName("spec.ldap.bindDN", bindDN, "cn=admin,dc=example,dc=com", causes);
    if (ldap.bindPasswordSecretRef() == null) {
      // RFC 4513 section 5.1.2: directories answer it with success, and bind nobody.
      causes.add(
          Verdict.Cause.invalid(
              "spec.ldap.bindPasswordSecretRef",
              "bindDN \"%s\" needs a password, and without one nobody is authenticated: name the Secret and key that hold it, or leave out bindDN to bind anonymously"
                  .formatted(bindDN)));
    }
  }

  /** Whoever put a password into the URL must not read it again in a log. */
  private static Optional<String> serverFault(String server) {
    if (USER_INFO.matcher(server).matches()) {
      return Optional.of(
          "what is before the \"@\" does not belong here: bindDN and bindPasswordSecretRef say who binds, and the URL only where");
    }
    return Urls.fault(server).or(() -> moreThanServer(server));
  }

  private static Optional<String> moreThanServer(String server) {
    String rest = SERVER.matcher(server).replaceFirst("");
    return rest.isEmpty() || rest.equals("/")
        ? Optional.empty()
        : Optional.of(
            "\"%s\" is more than a server: leave out \"%s\" (userSearch and groupSearch say what to look for)"
                .formatted(server, rest));
  }

  private static void checkName(
      String field, String name, String example, List<Verdict.Cause> causes) {
    if (!isName(name)) {
      causes.add(
          Verdict.Cause.invalid(
              field, "\"%s\" is no distinguished name, e.g. %s".formatted(name, example)));
    }
  }

  /** The empty name is one (the root), but nobody to bind as and nowhere to search. */
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
      String field, @Nullable String filter, String example, List<Verdict.Cause> causes) {
    if (filter == null) {
      return;
    }
    filterFault(filter)
        .ifPresent(fault ->
            causes.add(
                Verdict.Cause.invalid(
                    field,
                    "\"%s\" is no LDAP filter (RFC 4515), e.g. %s: %s"
                        .formatted(filter, example, fault))));
  }

  /** The library is content without the outer parentheses; the RFC and Keycloak are not. */
  private static Optional<String> filterFault(String filter) {
    if (!filter.startsWith("(") || !filter.endsWith(")")) {
      return Optional.of("it must begin with \"(\" and end with \")\"");
    }
    try {
      var unused = Filter.create(filter);
      return Optional.empty();
    } catch (LDAPException e) {
      String message = String.valueOf(e.getMessage());
      return Optional.of(message.replaceFirst("(?s)^.* as an LDAP filter because (.*)[.]$", "$1"));
    }
  }

  private static void checkAttribute(
      String field, @Nullable String attribute, String example, List<Verdict.Cause> causes) {
    if (attribute != null && !ATTRIBUTE.matcher(attribute).matches()) {
      causes.add(
          Verdict.Cause.invalid(
              field,
              "\"%s\" is no attribute name: a letter, then letters, digits and hyphens, e.g. %s; or an OID such as 2.5.4.3"
                  .formatted(attribute, example)));
    }
  }

  /** Expects what passed. */
  static List<String> warnings(UserStoreSpec spec) {
    List<String> warnings = new ArrayList<>();
    Ldap ldap = spec.ldap();
    if (ldap == null) {
      return warnings;
    }
    if (ldap.bindDN() == null && ldap.bindPasswordSecretRef() != null) {
      warnings.add(
          "spec.ldap.bindPasswordSecretRef has no effect: without bindDN the bind is anonymous");
    }
    if (ldap.server().startsWith("ldap://")) {
      warnings.add("spec.ldap.server: ldap:// sends passwords in clear text: use ldaps://");
    }
    return warnings;
  }
}
