package io.nauthera.controller.authpolicy;

import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.UnsupportedSetting;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.status.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the server supports every setting of a policy. */
final class EnforceableCondition {
  private EnforceableCondition() {}

  static Finding of(Policy policy) {
    List<UnsupportedSetting> unsupported = UnsupportedSetting.of(policy, ServerProfile.KEYCLOAK);
    return unsupported.isEmpty()
        ? Finding.holds(
            ConditionType.ENFORCEABLE,
            Reason.SUPPORTED,
            "the server supports every setting of the policy")
        : Finding.fails(
            ConditionType.ENFORCEABLE,
            reason(unsupported.getFirst().kind()),
            unsupported.stream()
                .map(UnsupportedSetting::message)
                .collect(Collectors.joining("; ")));
  }

  private static Reason reason(UnsupportedSetting.Kind kind) {
    return switch (kind) {
      case ID_TOKEN_LIFETIME -> Reason.ID_TOKEN_LIFETIME;
      case SECRET_ROTATION -> Reason.ROTATION_NOT_SUPPORTED;
      case EXISTING_CLIENTS -> Reason.EXISTING_CLIENTS_NOT_SUPPORTED;
    };
  }
}
