package io.nauthera.controller.status;

import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;

/** What a step found out; it becomes a condition. */
public record Finding(ConditionType type, Condition.Status status, Reason reason, String message) {

  public static Finding holds(ConditionType type, Reason reason, String message) {
    return new Finding(type, Condition.Status.True, reason, message);
  }

  public static Finding fails(ConditionType type, Reason reason, String message) {
    return new Finding(type, Condition.Status.False, reason, message);
  }

  /**
   * A resource that this version cannot read is not accepted.
   *
   * @param consequence a clause that says what happens meanwhile
   */
  public static Finding unreadable(String fault, String consequence) {
    return fails(
        ConditionType.ACCEPTED,
        Reason.UNREADABLE,
        "%s. %s: update Nauthera, or correct the field".formatted(fault, consequence));
  }

  /** Unknown until another condition is true. */
  public static Finding waitingFor(ConditionType earlier, ConditionType type) {
    return pending(type, "waiting for " + earlier);
  }

  public static Finding pending(ConditionType type, String message) {
    return new Finding(type, Condition.Status.Unknown, Reason.PENDING, message);
  }

  public boolean isTrue() {
    return status == Condition.Status.True;
  }
}
