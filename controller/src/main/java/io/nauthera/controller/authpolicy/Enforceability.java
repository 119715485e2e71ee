package io.nauthera.controller.authpolicy;

import io.nauthera.api.mapping.Durations;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.AuthPolicySpec.ExistingClients;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.status.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where the truth falls short of a policy: said, never faked. */
final class Enforceability {
  private Enforceability() {}

  static Finding of(AuthPolicySpec spec) {
    List<Finding> shortfalls = new ArrayList<>();
    var token = spec.token();
    String access = token == null ? null : token.accessTokenTTL();
    String id = token == null ? null : token.idTokenTTL();
    if (id != null
        && (access == null || Durations.parse(id).compareTo(Durations.parse(access)) < 0)) {
      shortfalls.add(
          shortfall(
              Reason.ID_TOKEN_LIFETIME,
              "ID tokens live as long as access tokens at Keycloak (%s), not %s"
                  .formatted(access == null ? "the realm's lifetime" : access, id)));
    }
    var authentication = spec.clientAuthentication();
    var rotation = authentication == null ? null : authentication.secretRotation();
    if (rotation != null && Boolean.TRUE.equals(rotation.enabled())) {
      shortfalls.add(
          shortfall(
              Reason.ROTATION_NOT_SUPPORTED,
              "secrets are not rotated: this version of Nauthera cannot do it yet"));
    }
    if (spec.existingClients() == ExistingClients.Retain
        || spec.existingClients() == ExistingClients.Disable) {
      shortfalls.add(
          shortfall(
              Reason.EXISTING_CLIENTS_NOT_SUPPORTED,
              "existingClients %s acts as Restrict: this version of Nauthera cannot do it yet"
                  .formatted(spec.existingClients())));
    }
    return shortfalls.isEmpty()
        ? Finding.holds(
            ConditionType.ENFORCEABLE,
            Reason.SERVER_CAN,
            "the server can do all that the policy asks")
        : shortfall(
            shortfalls.getFirst().reason(),
            shortfalls.stream().map(Finding::message).collect(Collectors.joining("; ")));
  }

  private static Finding shortfall(Reason reason, String message) {
    return Finding.fails(ConditionType.ENFORCEABLE, reason, message);
  }
}
