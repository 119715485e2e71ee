package io.nauthera.webhook.admission;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import io.nauthera.webhook.admission.Standing.Footing;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What becomes of one client: how it stood, and how it will. */
public record ClientChange(ClientName client, Standing was, Standing will) {

  /** What happens to a client as a whole. */
  public enum Turn {
    ADDED,
    REMOVED,
    SERVER_APPEARS,
    SERVER_VANISHES,
    /** By one policy at least, after none. */
    GOVERNED,
    UNGOVERNED,
    /** By its server's allowedNamespaces. */
    ADMITTED,
    SHUT_OUT
  }

  public Set<Turn> turns() {
    Set<Turn> turns = EnumSet.noneOf(Turn.class);
    turn(turns, was, will, Turn.ADDED, Turn.GOVERNED, Turn.SHUT_OUT, Turn.SERVER_VANISHES);
    turn(turns, will, was, Turn.REMOVED, Turn.UNGOVERNED, Turn.ADMITTED, Turn.SERVER_APPEARS);
    return Collections.unmodifiableSet(turns);
  }

  private static void turn(
      Set<Turn> turns,
      Standing from,
      Standing to,
      Turn appears,
      Turn governed,
      Turn shutOut,
      Turn serverVanishes) {
    if (from.footing() == Footing.ABSENT) {
      turns.add(appears);
    }
    if (!from.isGoverned() && to.isGoverned()) {
      turns.add(governed);
    }
    if (from.footing().isResolved() && !isRefusedConsent(from) && isRefusedConsent(to)) {
      turns.add(shutOut);
    }
    if (to.footing() == Footing.SERVER_MISSING
        && from.footing() != Footing.SERVER_MISSING
        && from.footing() != Footing.ABSENT) {
      turns.add(serverVanishes);
    }
  }

  private static boolean isRefusedConsent(Standing standing) {
    return standing.refusals().stream().anyMatch(violation -> violation.rule() == RuleId.CONSENT);
  }

  /** Sorted, as are all violations here. */
  public List<Violation> newViolations() {
    return added(will.decision().violations(), was.decision().violations());
  }

  public List<Violation> goneViolations() {
    return added(was.decision().violations(), will.decision().violations());
  }

  public List<Violation> newWarnings() {
    return added(will.warnings(), was.warnings());
  }

  public List<Violation> goneWarnings() {
    return added(was.warnings(), will.warnings());
  }

  /** An impact on somebody is what is new to them. */
  static List<Violation> added(List<Violation> now, List<Violation> old) {
    Set<Violation.Key> known = Violation.keys(old);
    return now.stream().filter(violation -> !known.contains(violation.key())).toList();
  }

  /**
   * What the client gets otherwise than before; nothing where it was not, or will not be, governed.
   */
  public List<SettingChange> settings() {
    Standing.Terms before = was.terms();
    Standing.Terms after = will.terms();
    return before == null || after == null
        ? List.of()
        : SettingChange.between(before.settings(), after.settings()).stream()
            .filter(change -> before.concerns(change.setting()) || after.concerns(change.setting()))
            .toList();
  }

  /** What policies impose otherwise than before, whether or not the client minds. */
  List<SettingChange> imposed() {
    Standing.Terms before = was.terms();
    Standing.Terms after = will.terms();
    return before == null || after == null
        ? List.of()
        : SettingChange.between(before.imposed(), after.imposed());
  }

  public boolean isNothing() {
    return turns().isEmpty()
        && newViolations().isEmpty()
        && goneViolations().isEmpty()
        && newWarnings().isEmpty()
        && goneWarnings().isEmpty()
        && settings().isEmpty();
  }
}
