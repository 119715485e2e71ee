package io.nauthera.api.policy;

import java.util.Collection;
import java.util.List;

/**
 * The value of a setting and where it comes from: policies as {@code namespace/name}, or one of
 * {@code client}, {@code baseline}, {@code server}, {@code realm}, as in {@code status.effective}.
 */
public record SettingValue(String value, List<String> from) {
  static final String NONE = "none";

  /** Separates scopes. */
  static final String SPACE = " ";

  /** Separates grant types. */
  static final String COMMA = ", ";

  private static final String CLIENT = "client";
  private static final String BASELINE = "baseline";
  private static final String SERVER = "server";
  private static final String REALM = "realm";

  /** What a registered client has, which only the server knows. */
  public static final SettingValue UNCHANGED = byServer("unchanged");

  public SettingValue {
    from = List.copyOf(from);
  }

  static SettingValue byPolicies(Collection<PolicyName> policies, String value) {
    return new SettingValue(value, policies.stream().map(PolicyName::toString).toList());
  }

  /** What the manifest says or, where it does not, the baseline. */
  static SettingValue byClientOrBaseline(boolean isGiven, String value) {
    return new SettingValue(value, List.of(isGiven ? CLIENT : BASELINE));
  }

  static SettingValue byBaseline(String value) {
    return new SettingValue(value, List.of(BASELINE));
  }

  /** Scopes that the server gives. */
  public static SettingValue scopesByServer(List<String> scopes) {
    return byServer(scopes.isEmpty() ? NONE : String.join(SPACE, scopes));
  }

  /** Grant types that work at the server. */
  public static SettingValue grantsByServer(List<String> grants) {
    return byServer(grants.isEmpty() ? NONE : String.join(COMMA, grants));
  }

  /** What the server does by default. */
  public static SettingValue byServer(String value) {
    return new SettingValue(value, List.of(SERVER));
  }

  /** What the limits of the realm make of a value that policies impose. */
  public static SettingValue byRealm(String value) {
    return new SettingValue(value, List.of(REALM));
  }
}
