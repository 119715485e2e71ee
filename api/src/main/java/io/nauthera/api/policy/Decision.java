package io.nauthera.api.policy;

import java.util.List;
import java.util.stream.Stream;

/**
 * The answer about one client: what enforced policies forbid, what policies with Warn would forbid,
 * and what policies with Audit would forbid. Each list is sorted.
 */
public record Decision(
    List<Violation> violations, List<Violation> warnings, List<Violation> audited) {
  public Decision {
    violations = violations.stream().sorted().distinct().toList();
    warnings = warnings.stream().sorted().distinct().toList();
    audited = audited.stream().sorted().distinct().toList();
  }

  public boolean allowed() {
    return violations.isEmpty();
  }

  /** The same decision with violations that do not come from policies. */
  public Decision and(List<Violation> more) {
    return more.isEmpty()
        ? this
        : new Decision(
            Stream.concat(violations.stream(), more.stream()).toList(), warnings, audited);
  }
}
