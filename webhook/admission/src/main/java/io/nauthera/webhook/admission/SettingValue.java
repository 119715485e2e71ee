package io.nauthera.webhook.admission;

import io.nauthera.api.policy.PolicyName;
import java.util.Collection;
import java.util.List;

/**
 * What a setting is, and whence: policies as {@code namespace/name}, or one of client, baseline,
 * server, as in {@code status.effective}.
 */
public record SettingValue(String value, List<String> from) {
  public static final String CLIENT = "client";
  public static final String BASELINE = "baseline";
  public static final String SERVER = "server";

  /** Nobody says anything, so the server does as it does by default. */
  static final SettingValue UNSET = new SettingValue("unset", List.of(SERVER));

  private static final String CONFLICT = "in conflict between AuthPolicies";

  public SettingValue {
    from = List.copyOf(from);
  }

  static SettingValue by(Collection<PolicyName> policies, String value) {
    return new SettingValue(value, policies.stream().map(PolicyName::toString).toList());
  }

  /** Nothing is guessed. */
  static SettingValue contested(Collection<PolicyName> policies) {
    return by(policies, CONFLICT);
  }
}
