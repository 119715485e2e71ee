package io.nauthera.controller.authpolicy;

import io.nauthera.api.mapping.UnsupportedSetting;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.status.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the server can do all that a policy asks. */
final class Enforceability {
  private Enforceability() {}

  static Finding of(AuthPolicySpec spec) {
    List<UnsupportedSetting> shortfalls = UnsupportedSetting.of(spec);
    return shortfalls.isEmpty()
        ? Finding.holds(
            ConditionType.ENFORCEABLE,
            Reason.SERVER_CAN,
            "the server can do all that the policy asks")
        : Finding.fails(
            ConditionType.ENFORCEABLE,
            shortfalls.getFirst().reason(),
            shortfalls.stream()
                .map(UnsupportedSetting::sentence)
                .collect(Collectors.joining("; ")));
  }
}
