package io.nauthera.controller.authpolicy;

import io.nauthera.api.mapping.UnsupportedSetting;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.status.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the server supports every setting of a policy. */
final class EnforceableCondition {
  private EnforceableCondition() {}

  static Finding of(AuthPolicySpec spec) {
    List<UnsupportedSetting> unsupported = UnsupportedSetting.of(spec);
    return unsupported.isEmpty()
        ? Finding.holds(
            ConditionType.ENFORCEABLE,
            Reason.SUPPORTED,
            "the server supports every setting of the policy")
        : Finding.fails(
            ConditionType.ENFORCEABLE,
            unsupported.getFirst().reason(),
            unsupported.stream()
                .map(UnsupportedSetting::sentence)
                .collect(Collectors.joining("; ")));
  }
}
