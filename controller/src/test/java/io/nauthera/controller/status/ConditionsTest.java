package io.nauthera.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final Instant LATER = Instant.parse("2026-01-02T00:00:00Z");
  private static final Finding READY =
      Finding.holds(ConditionType.READY, Reason.CLIENT_PROVISIONED, "all is well");
  private static final Finding RESOLVED =
      Finding.holds(ConditionType.RESOLVED_REFS, Reason.RESOLVED, "there");
  private static final Finding REFUSED =
      Finding.fails(ConditionType.ACCEPTED, Reason.POLICY_VIOLATION, "no");
  private static final Finding PENDING = Finding.pending(ConditionType.PROGRAMMED, "waiting");

  private static Condition ready(List<Condition> conditions) {
    return Conditions.find(conditions, ConditionType.READY).orElseThrow();
  }

  @Test
  void ready_allHold_isTrueForItsOwnReason() {
    var conditions = Conditions.merge(null, List.of(RESOLVED), READY, 3L, EARLIER);

    assertThat(ready(conditions))
        .isEqualTo(
            new Condition(
                "Ready",
                Status.True,
                3L,
                "2026-01-01T00:00:00Z",
                "ClientProvisioned",
                "all is well"));
  }

  @Test
  void ready_oneFails_isFalseForThatReasonEvenAfterOneThatWaits() {
    var conditions = Conditions.merge(null, List.of(PENDING, REFUSED), READY, 1L, EARLIER);

    assertThat(ready(conditions).status()).isEqualTo(Status.False);
    assertThat(ready(conditions).reason()).isEqualTo("PolicyViolation");
  }

  @Test
  void ready_oneWaits_isUnknown() {
    assertThat(
            ready(Conditions.merge(null, List.of(RESOLVED, PENDING), READY, 1L, EARLIER)).status())
        .isEqualTo(Status.Unknown);
  }

  @Test
  void time_sameStatusOtherMessage_stays() {
    var before = Conditions.merge(null, List.of(RESOLVED), READY, 1L, EARLIER);
    var other = Finding.holds(ConditionType.RESOLVED_REFS, Reason.RESOLVED, "still there");

    var after = Conditions.merge(before, List.of(other), READY, 2L, LATER);

    var resolved = Conditions.find(after, ConditionType.RESOLVED_REFS).orElseThrow();
    assertThat(resolved.lastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(resolved.message()).isEqualTo("still there");
    assertThat(resolved.observedGeneration()).isEqualTo(2L);
  }

  @Test
  void time_otherStatus_changes() {
    var before = Conditions.merge(null, List.of(RESOLVED), READY, 1L, EARLIER);
    var gone = Finding.fails(ConditionType.RESOLVED_REFS, Reason.AUTH_SERVER_NOT_FOUND, "gone");

    var after = Conditions.merge(before, List.of(gone), READY, 1L, LATER);

    assertThat(after)
        .allSatisfy(c -> assertThat(c.lastTransitionTime()).isEqualTo("2026-01-02T00:00:00Z"));
  }
}
