package io.nauthera.webhook.admission;

import io.nauthera.api.policy.Policy.Enforcement;
import io.nauthera.api.policy.RuleId;
import java.time.Duration;

/** Learns what reviews result in, e.g. to count it. Must not block. */
public interface ReviewObserver {
  ReviewObserver NONE = new ReviewObserver() {};

  /** A review has its verdict, after this time. */
  default void reviewed(AdmissionRequest request, Verdict verdict, Duration duration) {}

  /** A created or changed client adds a violation of policies with this enforcement. */
  default void violated(RuleId rule, Enforcement enforcement) {}
}
