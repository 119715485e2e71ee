package io.nauthera.webhook.admission.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.SecretKeyRef;
import io.nauthera.api.v1alpha1.UserStoreSpec;
import io.nauthera.api.v1alpha1.UserStoreSpec.GroupSearch;
import io.nauthera.api.v1alpha1.UserStoreSpec.Ldap;
import io.nauthera.api.v1alpha1.UserStoreSpec.UserSearch;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a UserStore may say, and where what it may not is found. */
class UserStoreValidatorTest {
  private static final String SERVER = "ldaps://ldap.example.com:636";
  private static final String BASE = "ou=users,dc=example,dc=com";
  private static final SecretKeyRef PASSWORD = new SecretKeyRef("bind", "password");

  private static UserStoreSpec store(Ldap ldap) {
    return new UserStoreSpec(UserStoreSpec.Type.ldap, ldap);
  }

  private static List<FieldMessage> check(String server, UserSearch users, GroupSearch groups) {
    return UserStoreValidator.check(store(new Ldap(server, null, null, users, groups)));
  }

  private static List<FieldMessage> bind(String bindDN, SecretKeyRef password) {
    return UserStoreValidator.check(
        store(new Ldap(SERVER, bindDN, password, new UserSearch(BASE, null, null), null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ldap://ldap.example.com",
        "ldaps://ldap.example.com:636",
        "ldaps://ldap.example.com/",
        "ldaps://10.0.0.1:1",
        "ldaps://[2001:db8::1]:65535"
      })
  void server_thatCanBeReached_isTaken(String server) {
    assertThat(check(server, new UserSearch(BASE, null, null), null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ldaps://:636                                | has no valid host
          ldaps:///dc=example                         | has no valid host
          ldaps://ldap_1.example.com                  | has no valid host
          ldaps://ldap.example.com:ldaps              | has no valid host
          ldaps://ldap.example.com:0                  | has port 0
          ldaps://ldap.example.com:70000              | has port 70000
          ldaps://ldap.example.com/dc=example,dc=com  | remove "/dc=example,dc=com"
          ldaps://ldap.example.com?uid                | remove "?uid"
          ldaps://ldap.example.com#x                  | remove "#x"
          ldaps://a.example.com ldaps://b.example.com | illegal character in authority
          ldaps://admin:hunter2@ldap.example.com      | before "@"
          ldaps://admin:hun ter2@ldap.example.com     | before "@"
          """)
  void server_thatCannotBeReached_isRefused(String server, String wrong) {
    var causes = check(server, new UserSearch(BASE, null, null), null);

    assertThat(causes).extracting(FieldMessage::field).containsExactly("spec.ldap.server");
    assertThat(causes.getFirst().message())
        .contains(wrong, "e.g. ldaps://ldap.example.com:636")
        .doesNotContain("hunter2", "hun ter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dc=com",
        "ou=users, dc=example, dc=com",
        "cn=Smith\\, John+uid=js,dc=example",
        "2.5.4.3=x",
        "CN=Users,DC=münchen,DC=example"
      })
  void name_distinguished_isTaken(String name) {
    assertThat(check(SERVER, new UserSearch(name, null, null), new GroupSearch(name, null, null)))
        .isEmpty();
    assertThat(bind(name, PASSWORD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "admin",
        "admin@example.com",
        "EXAMPLE\\admin",
        "example.com",
        "ou=users,",
        "ou=users,,dc=com",
        "(ou=users)",
        "=users",
        "o u=users",
        "cn=a\"b"
      })
  void name_notDistinguished_isRefused(String name) {
    assertThat(check(SERVER, new UserSearch(name, null, null), new GroupSearch(name, null, null)))
        .extracting(FieldMessage::field)
        .containsExactly("spec.ldap.groupSearch.baseDN", "spec.ldap.userSearch.baseDN");
    assertThat(bind(name, PASSWORD))
        .extracting(FieldMessage::field)
        .containsExactly("spec.ldap.bindDN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(objectClass=inetOrgPerson)",
        "(&(objectClass=person)(!(memberOf=cn=robots,dc=example,dc=com)))",
        "(cn=*ä\\2a*)",
        "(memberOf:1.2.840.113556.1.4.1941:=cn=staff,dc=example)",
        "(&)"
      })
  void filter_wellFormed_isTaken(String filter) {
    assertThat(
            check(SERVER, new UserSearch(BASE, filter, null), new GroupSearch(BASE, filter, null)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "objectClass=person",
        "(objectClass=person",
        "(objectClass)",
        "()",
        "((a=b))",
        "(a=b)(c=d)",
        "(&(a=b)(c=d)",
        "(cn=\\zz)",
        "(=x)"
      })
  void filter_malformed_isRefusedSayingWhere(String filter) {
    var causes =
        check(SERVER, new UserSearch(BASE, filter, null), new GroupSearch(BASE, filter, null));

    assertThat(causes)
        .extracting(FieldMessage::field)
        .containsExactly("spec.ldap.groupSearch.filter", "spec.ldap.userSearch.filter");
    assertThat(causes)
        .allSatisfy(cause ->
            assertThat(cause.message())
                .contains(Quoted.of(filter) + " is not a valid LDAP filter")
                .doesNotContain("Unable to parse"));
  }

  @ParameterizedTest
  @CsvSource({
    "uid, true",
    "sAMAccountName, true",
    "x-1, true",
    "2.5.4.3, true",
    "'', false",
    "user name, false",
    "1uid, false",
    "user_name, false",
    "2.05.4, false",
    "(uid), false"
  })
  void attribute_asGiven_isTakenOrRefused(String attribute, boolean good) {
    var causes =
        check(
            SERVER, new UserSearch(BASE, null, attribute), new GroupSearch(BASE, null, attribute));

    if (good) {
      assertThat(causes).isEmpty();
    } else {
      assertThat(causes)
          .extracting(FieldMessage::field)
          .containsExactly(
              "spec.ldap.groupSearch.nameAttribute", "spec.ldap.userSearch.usernameAttribute");
    }
  }
}
