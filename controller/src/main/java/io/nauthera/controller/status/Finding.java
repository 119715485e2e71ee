package io.nauthera.controller.status;

import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;

/** What a step found out: becomes a condition. */
public record Finding(ConditionType type, Condition.Status status, Reason reason, String message) {
  public static Finding holds(ConditionType type, Reason reason, String message) {
    return new Finding(type, Condition.Status.True, reason, message);
  }

  public static Finding fails(ConditionType type, Reason reason, String message) {
    return new Finding(type, Condition.Status.False, reason, message);
  }

  /** Not to be known, since an earlier step did not get that far. */
  public static Finding waits(ConditionType type, String message) {
    return new Finding(type, Condition.Status.Unknown, Reason.WAITING, message);
  }

  public boolean isTrue() {
    return status == Condition.Status.True;
  }
}
