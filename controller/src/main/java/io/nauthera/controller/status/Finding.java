package io.nauthera.controller.status;

import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;

/**
 * What a step found out; it becomes a condition. A longer message than the API server accepts is
 * cut: otherwise the status could not be written.
 */
public record Finding(ConditionType type, Condition.Status status, Reason reason, String message) {
  /** In characters (meta/v1 Condition). */
  static final int MAX_MESSAGE = 32_768;

  /** Of a list in a message, which leaves space for the sentence around it. */
  public static final int MAX_LIST = 32_000;

  public Finding {
    assert reason.occursOn(type) : reason + " is not documented for " + type;
    if (message.codePointCount(0, message.length()) > MAX_MESSAGE) {
      message = message.substring(0, message.offsetByCodePoints(0, MAX_MESSAGE - 1)) + "…";
    }
  }

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
    return unknown(type, Reason.PENDING, message);
  }

  public static Finding unknown(ConditionType type, Reason reason, String message) {
    return new Finding(type, Condition.Status.Unknown, reason, message);
  }

  public boolean isTrue() {
    return status == Condition.Status.True;
  }
}
