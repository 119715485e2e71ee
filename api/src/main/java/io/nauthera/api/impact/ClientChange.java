package io.nauthera.api.impact;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ClientEvaluation.Governed;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.EffectiveSettings;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.Violation;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One client before and after a change; null where it does not exist. */
public record ClientChange(
    ClientName client,
    @Nullable ClientEvaluation before,
    @Nullable ClientEvaluation after,
    ServerProfile profile) {
  /** What happens to a client as a whole. */
  public enum Transition {
    ADDED,
    REMOVED,
    SERVER_ADDED,
    SERVER_REMOVED,
    /** At least one policy governs the client, and none did before. */
    GOVERNED,
    UNGOVERNED,
    /** By its server's allowedNamespaces. */
    ADMITTED,
    NOT_ADMITTED
  }

  public Set<Transition> transitions() {
    Set<Transition> transitions = EnumSet.noneOf(Transition.class);
    if (before == null) {
      transitions.add(Transition.ADDED);
    }
    if (after == null) {
      transitions.add(Transition.REMOVED);
    }
    if (isGoverned(before) != isGoverned(after)) {
      transitions.add(isGoverned(after) ? Transition.GOVERNED : Transition.UNGOVERNED);
    }
    if (before != null && after != null && isServerMissing(before) != isServerMissing(after)) {
      transitions.add(isServerMissing(after) ? Transition.SERVER_REMOVED : Transition.SERVER_ADDED);
    }
    if (isResolved(before) && !isRefusedConsent(before) && isRefusedConsent(after)) {
      transitions.add(Transition.NOT_ADMITTED);
    }
    if (isResolved(after) && !isRefusedConsent(after) && isRefusedConsent(before)) {
      transitions.add(Transition.ADMITTED);
    }
    return Collections.unmodifiableSet(transitions);
  }

  private static boolean isGoverned(@Nullable ClientEvaluation evaluation) {
    return evaluation instanceof Governed;
  }

  private static boolean isServerMissing(ClientEvaluation evaluation) {
    return evaluation instanceof ClientEvaluation.ServerMissing;
  }

  /** Whether it is known which policies govern the client. */
  private static boolean isResolved(@Nullable ClientEvaluation evaluation) {
    return isGoverned(evaluation) || evaluation instanceof ClientEvaluation.Ungoverned;
  }

  private static boolean isRefusedConsent(@Nullable ClientEvaluation evaluation) {
    return evaluation != null && !evaluation.isAdmitted();
  }

  private static List<Violation> violations(@Nullable ClientEvaluation evaluation) {
    return evaluation == null ? List.of() : evaluation.violations();
  }

  private static List<Violation> warnings(@Nullable ClientEvaluation evaluation) {
    return evaluation == null ? List.of() : evaluation.warnings();
  }

  /** Violations that the client did not have before, sorted as all violations here. */
  public List<Violation> newViolations() {
    return added(violations(after), violations(before));
  }

  public List<Violation> goneViolations() {
    return added(violations(before), violations(after));
  }

  public List<Violation> newWarnings() {
    return added(warnings(after), warnings(before));
  }

  public List<Violation> goneWarnings() {
    return added(warnings(before), warnings(after));
  }

  /** New violations of policies, without refusals of the server. */
  public List<Violation> newViolationsByPolicies() {
    List<Violation> byPolicies =
        after instanceof Governed governed ? governed.byPolicies().violations() : List.of();
    return newViolations().stream().filter(byPolicies::contains).toList();
  }

  /** New warnings of policies on trial, also about what is a violation already. */
  public List<Violation> newWarningsByPolicies() {
    return added(warningsByPolicies(after), warningsByPolicies(before));
  }

  private static List<Violation> warningsByPolicies(@Nullable ClientEvaluation evaluation) {
    return evaluation instanceof Governed governed ? governed.byPolicies().warnings() : List.of();
  }

  private static List<Violation> added(List<Violation> now, List<Violation> old) {
    Set<Violation.Key> known = Violation.keys(old);
    return now.stream().filter(violation -> !known.contains(violation.key())).toList();
  }

  public boolean isGovernedBeforeOrAfter() {
    return isGoverned(before) || isGoverned(after);
  }

  public boolean isGovernedAfter() {
    return isGoverned(after);
  }

  /**
   * Settings of the client that change and make a difference for it; empty where it is not governed
   * before and after.
   */
  public List<SettingChange> settings() {
    return before instanceof Governed old && after instanceof Governed current
        ? SettingChange.between(old.settings(profile), current.settings(profile)).stream()
            .filter(change -> concerns(change, old) || concerns(change, current))
            .toList()
        : List.of();
  }

  private static boolean concerns(SettingChange change, Governed client) {
    return EffectiveSettings.concerns(
        change.setting(), client.metadata(), client.policies().enforced());
  }

  /** Imposed settings that change, whether or not they make a difference for the client. */
  public List<SettingChange> imposed() {
    return before instanceof Governed old && after instanceof Governed current
        ? SettingChange.between(
            EffectiveSettings.imposed(old.policies().enforced(), profile),
            EffectiveSettings.imposed(current.policies().enforced(), profile))
        : List.of();
  }

  public boolean isEmpty() {
    return transitions().isEmpty()
        && newViolations().isEmpty()
        && goneViolations().isEmpty()
        && newWarnings().isEmpty()
        && goneWarnings().isEmpty()
        && settings().isEmpty();
  }
}
