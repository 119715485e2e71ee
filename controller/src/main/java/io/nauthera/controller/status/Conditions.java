package io.nauthera.controller.status;

import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes conditions from findings, as the API conventions of Kubernetes and GEP-1364 of Gateway API
 * describe.
 */
public final class Conditions {
  private Conditions() {}

  /**
   * One condition per finding, and {@code Ready}, which is true if all are. The time of a condition
   * changes only with its status.
   */
  public static List<Condition> merge(
      @Nullable List<Condition> previous,
      List<Finding> findings,
      Finding whenReady,
      @Nullable Long generation,
      Instant now) {
    List<Finding> all = new ArrayList<>(findings);
    all.add(ready(findings, whenReady));
    return only(previous, all, generation, now);
  }

  /** One condition per finding. */
  public static List<Condition> only(
      @Nullable List<Condition> previous,
      List<Finding> findings,
      @Nullable Long generation,
      Instant now) {
    return findings.stream()
        .map(finding -> condition(find(previous, finding.type()), finding, generation, now))
        .toList();
  }

  public static Optional<Condition> find(@Nullable List<Condition> conditions, ConditionType type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream()
            .filter(condition -> condition.type().equals(type.toString()))
            .findFirst();
  }

  public static boolean isTrue(@Nullable List<Condition> conditions, ConditionType type) {
    return find(conditions, type)
        .filter(condition -> condition.status() == Condition.Status.True)
        .isPresent();
  }

  public static boolean isFalse(@Nullable List<Condition> conditions, ConditionType type) {
    return find(conditions, type)
        .filter(condition -> condition.status() == Condition.Status.False)
        .isPresent();
  }

  /** False if a finding is false; else unknown if a finding is unknown. */
  private static Finding ready(List<Finding> findings, Finding whenReady) {
    return findings.stream()
        .filter(finding -> finding.status() == Condition.Status.False)
        .findFirst()
        .or(() -> findings.stream().filter(finding -> !finding.isTrue()).findFirst())
        .map(first ->
            new Finding(ConditionType.READY, first.status(), first.reason(), first.message()))
        .orElse(whenReady);
  }

  private static Condition condition(
      Optional<Condition> previous, Finding finding, @Nullable Long generation, Instant now) {
    String since =
        previous
            .filter(condition -> condition.status() == finding.status())
            .map(Condition::lastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new Condition(
        finding.type().toString(),
        finding.status(),
        generation,
        since,
        finding.reason().toString(),
        finding.message());
  }
}
