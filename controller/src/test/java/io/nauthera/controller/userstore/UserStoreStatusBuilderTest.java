package io.nauthera.controller.userstore;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.userStore;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.UserStore;
import io.nauthera.api.v1alpha1.UserStoreStatus;
import io.nauthera.controller.status.Conditions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserStoreStatusBuilderTest {
  private static final UserStore WITH_PASSWORD =
      userStore(
          """
          bindDN: "cn=admin", bindPasswordSecretRef: {name: ldap-bind-password, key: password}
          """);

  private SecretKeys.Lookup secret = new SecretKeys.Absent();

  private UserStoreStatus status(UserStore store) {
    return new UserStoreStatusBuilder(
            (namespace, name) -> {
              assertThat(namespace + "/" + name).isEqualTo("security/ldap-bind-password");
              return secret;
            })
        .build(store, NOW);
  }

  private String resolvedRefs(UserStore store) {
    var condition =
        Conditions.find(status(store).conditions(), ConditionType.RESOLVED_REFS).orElseThrow();
    return condition.status() + " " + condition.reason() + ": " + condition.message();
  }

  @Test
  void secret_missing_isNamedWithWhatToDo() {
    assertThat(resolvedRefs(WITH_PASSWORD))
        .isEqualTo(
            "False SecretNotFound: spec.ldap.bindPasswordSecretRef: Secret \"security/ldap-bind-password\" does not exist: create it with the password of bindDN under the key \"password\"");
  }

  @Test
  void secret_withoutTheKey_isNamedWithTheKey() {
    secret = new SecretKeys.Found(Set.of("Password"));

    assertThat(resolvedRefs(WITH_PASSWORD))
        .isEqualTo(
            "False SecretKeyMissing: spec.ldap.bindPasswordSecretRef: Secret \"security/ldap-bind-password\" has no key \"password\", or its value is empty: add the password of bindDN under this key");
  }

  @Test
  void secret_withTheKey_isResolved() {
    secret = new SecretKeys.Found(Set.of("password"));

    assertThat(resolvedRefs(WITH_PASSWORD))
        .isEqualTo(
            "True Resolved: Secret \"security/ldap-bind-password\" has the key \"password\"");
  }

  @Test
  void secret_unreadable_isUnknown() {
    secret = new SecretKeys.Unreadable();

    assertThat(resolvedRefs(WITH_PASSWORD))
        .startsWith("Unknown SecretUnreadable: spec.ldap.bindPasswordSecretRef: ");
  }

  @Test
  void store_withoutASecret_isResolved() {
    assertThat(resolvedRefs(userStore("")))
        .isEqualTo("True Resolved: the UserStore refers to no Secret");
  }

  @Test
  void store_ofANewerVersion_isUnknown() {
    assertThat(resolvedRefs(userStore("groupSearch: {baseDN: [a]}")))
        .startsWith(
            "Unknown Unreadable: this version of Nauthera cannot read spec.ldap.groupSearch.baseDN");
  }

  @Test
  void status_saysThatFederationIsNotSetUp_andHasNoReadyForWhichToolsWait() {
    UserStoreStatus status = status(WITH_PASSWORD);

    assertThat(status.observedGeneration()).isEqualTo(5);
    assertThat(status.conditions())
        .extracting(condition -> condition.type() + " " + condition.status())
        .containsExactly("ResolvedRefs False", "Programmed False");
    assertThat(status.conditions())
        .allSatisfy(condition -> assertThat(condition.observedGeneration()).isEqualTo(5));
    assertThat(status.conditions().getLast().reason()).isEqualTo("FederationNotSupported");
  }

  @Test
  void status_unchanged_keepsItsTimes() {
    UserStore later = userStore("");
    later.setStatus(status(later));

    assertThat(
            new UserStoreStatusBuilder((namespace, name) -> secret)
                .build(later, NOW.plus(Duration.ofMinutes(10))))
        .isEqualTo(later.getStatus());
  }
}
