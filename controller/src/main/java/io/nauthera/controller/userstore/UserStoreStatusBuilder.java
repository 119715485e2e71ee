package io.nauthera.controller.userstore;

import io.nauthera.api.mapping.ReadFault;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.api.v1alpha1.SecretKeyRef;
import io.nauthera.api.v1alpha1.UserStore;
import io.nauthera.api.v1alpha1.UserStoreStatus;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the Secrets of a UserStore exist. The status has no condition Ready: tools that
 * wait for Ready would wait for the user federation, which this version does not set up.
 */
final class UserStoreStatusBuilder {
  private static final String FIELD = "spec.ldap.bindPasswordSecretRef";
  private static final Finding NOT_PROGRAMMED =
      Finding.fails(
          ConditionType.PROGRAMMED,
          Reason.FEDERATION_NOT_SUPPORTED,
          "this version of Nauthera does not set up user federation: add the directory to the realm in Keycloak");

  private final SecretKeys secrets;

  UserStoreStatusBuilder(SecretKeys secrets) {
    this.secrets = secrets;
  }

  UserStoreStatus build(UserStore store, Instant now) {
    UserStoreStatus before = store.getStatus();
    Long generation = store.getMetadata().getGeneration();
    return new UserStoreStatus(
        generation,
        Conditions.only(
            before == null ? null : before.conditions(),
            List.of(resolvedRefs(store), NOT_PROGRAMMED),
            generation,
            now));
  }

  private Finding resolvedRefs(UserStore store) {
    Optional<ReadFault> fault = ReadFault.of(store);
    if (fault.isPresent()) {
      return unknown(
          Reason.UNREADABLE,
          "this version of Nauthera cannot read %s: update Nauthera, or correct the field"
              .formatted(fault.get()));
    }
    SecretKeyRef password = bindPassword(store);
    if (password == null) {
      return Finding.holds(
          ConditionType.RESOLVED_REFS, Reason.RESOLVED, "the UserStore refers to no Secret");
    }
    String secret = Quoted.of(store.getMetadata().getNamespace() + "/" + password.name());
    String key = Quoted.of(password.key());
    return switch (secrets.find(store.getMetadata().getNamespace(), password.name())) {
      case SecretKeys.Found(var keys) ->
          keys.contains(password.key())
              ? Finding.holds(
                  ConditionType.RESOLVED_REFS,
                  Reason.RESOLVED,
                  "Secret %s has the key %s".formatted(secret, key))
              : Finding.fails(
                  ConditionType.RESOLVED_REFS,
                  Reason.SECRET_KEY_MISSING,
                  "%s: Secret %s has no key %s, or its value is empty: add the password of bindDN under this key"
                      .formatted(FIELD, secret, key));
      case SecretKeys.Absent() ->
          Finding.fails(
              ConditionType.RESOLVED_REFS,
              Reason.SECRET_NOT_FOUND,
              "%s: Secret %s does not exist: create it with the password of bindDN under the key %s"
                  .formatted(FIELD, secret, key));
      case SecretKeys.Unreadable() ->
          unknown(
              Reason.SECRET_UNREADABLE,
              "%s: the API server does not let the controller read Secret %s: check the ClusterRole of the controller"
                  .formatted(FIELD, secret));
    };
  }

  private static Finding unknown(Reason reason, String message) {
    return Finding.unknown(ConditionType.RESOLVED_REFS, reason, message);
  }

  private static @Nullable SecretKeyRef bindPassword(UserStore store) {
    var ldap = store.getSpec().ldap();
    return ldap == null ? null : ldap.bindPasswordSecretRef();
  }
}
