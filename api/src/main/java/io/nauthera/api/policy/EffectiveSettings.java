package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.text.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings that a client gets, each with its origin: what policies impose, otherwise what the
 * client asks for, otherwise the baseline. {@code status.effective}, {@code nauthera explain} and
 * the impact of a change all come from here. Lists are sorted. Grant types are separated by {@code
 * ", "}, and scopes by a space, as in a token (RFC 6749 §3.3).
 */
public final class EffectiveSettings {
  private static final String S256 = "S256";
  private static final String UNSET = "unset";
  private static final String CONFLICT = "in conflict between AuthPolicies";

  private EffectiveSettings() {}

  /**
   * Every setting of the client, in the order of {@link Setting}.
   *
   * @param leftOut violations whose values are left out of the client's lists: what is left comes
   *     from those who forbid the rest
   */
  public static Map<Setting, SettingValue> of(
      ClientMetadata client,
      EffectivePolicy policy,
      ServerProfile server,
      List<Violation> leftOut) {
    Map<Setting, SettingValue> settings = imposed(policy, server);
    settings.put(Setting.GRANT_TYPES, narrowed(grants(client, policy), RuleId.GRANTS, leftOut));
    settings.put(Setting.SCOPES, narrowed(scopes(client, policy), RuleId.SCOPES, leftOut));
    if (policy.pkce().value().isEmpty()) {
      settings.put(
          Setting.PKCE,
          policy.requiresPkce(client)
              ? SettingValue.byBaseline(S256)
              : SettingValue.byServer(SettingValue.NONE));
    }
    if (policy.authentication().value().isEmpty()) {
      settings.put(
          Setting.AUTHENTICATION,
          SettingValue.byClientOrBaseline(
              client.givenAuthentication().isPresent(), policy.methodOf(client).toString()));
    }
    return settings;
  }

  /** What policies impose, of every setting that they can impose. */
  public static Map<Setting, SettingValue> imposed(EffectivePolicy policy, ServerProfile server) {
    Imposed<Duration> idToken =
        server.idTokenFollowsAccessToken()
            ? policy.accessTokenLifetime()
            : policy.idTokenLifetime();
    Map<Setting, SettingValue> imposed = new EnumMap<>(Setting.class);
    imposed.put(Setting.ACCESS_TOKEN, strictest(policy.accessTokenLifetime(), Durations::format));
    SettingValue refresh = strictest(policy.refreshTokenLifetime(), Durations::format);
    imposed.put(Setting.REFRESH_TOKEN, refresh);
    imposed.put(Setting.OFFLINE_TOKEN, refresh);
    imposed.put(Setting.ID_TOKEN, strictest(idToken, Durations::format));
    imposed.put(Setting.PKCE, strictest(policy.pkce(), isEnforced -> S256));
    imposed.put(Setting.AUTHENTICATION, agreed(policy.authentication()));
    return imposed;
  }

  /** Whether the setting makes a difference for the client. */
  public static boolean concerns(Setting setting, ClientMetadata client, EffectivePolicy policy) {
    return switch (setting) {
      case GRANT_TYPES, SCOPES, ACCESS_TOKEN, AUTHENTICATION -> true;
      case REFRESH_TOKEN -> policy.grantsOf(client).contains(GrantType.REFRESH_TOKEN);
      case OFFLINE_TOKEN ->
          policy.grantsOf(client).contains(GrantType.REFRESH_TOKEN)
              && policy.scopesOf(client).contains(EffectivePolicy.OFFLINE_ACCESS);
      case ID_TOKEN -> policy.scopesOf(client).contains(EffectivePolicy.OPENID);
      case PKCE -> policy.grantsOf(client).contains(GrantType.AUTHORIZATION_CODE);
    };
  }

  /** Whether neither a policy nor the client sets the value. */
  public static boolean isUnset(SettingValue value) {
    return value.value().equals(UNSET);
  }

  private static SettingValue grants(ClientMetadata client, EffectivePolicy policy) {
    return listed(
        policy.usableGrantsOf(client),
        SettingValue.COMMA,
        client.givenGrants().isPresent(),
        policy.grants().refusing(GrantType.REFRESH_TOKEN));
  }

  private static SettingValue scopes(ClientMetadata client, EffectivePolicy policy) {
    return listed(
        policy.scopesOf(client),
        SettingValue.SPACE,
        client.givenScopes().isPresent(),
        policy.scopes().refusing(EffectivePolicy.OPENID));
  }

  private static SettingValue narrowed(SettingValue value, RuleId rule, List<Violation> leftOut) {
    List<Violation> about = leftOut.stream().filter(violation -> violation.rule() == rule).toList();
    if (about.isEmpty()) {
      return value;
    }
    Set<PolicyName> policies = new TreeSet<>();
    about.forEach(violation -> policies.addAll(violation.policies()));
    return policies.isEmpty()
        ? SettingValue.byBaseline(value.value())
        : SettingValue.byPolicies(policies, value.value());
  }

  /** A default that policies narrowed comes from those policies. */
  private static SettingValue listed(
      Collection<?> values, String separator, boolean isGiven, List<PolicyName> narrowedBy) {
    String text =
        values.isEmpty()
            ? SettingValue.NONE
            : values.stream().map(Object::toString).sorted().collect(Collectors.joining(separator));
    return isGiven || narrowedBy.isEmpty()
        ? SettingValue.byClientOrBaseline(isGiven, text)
        : SettingValue.byPolicies(narrowedBy, text);
  }

  private static <T> SettingValue strictest(Imposed<T> imposed, Function<T, String> text) {
    return imposed
        .value()
        .map(value -> SettingValue.byPolicies(imposed.imposedBy(), text.apply(value)))
        .orElse(SettingValue.byServer(UNSET));
  }

  private static SettingValue agreed(Imposed<ClientAuthenticationMethod> imposed) {
    return imposed.isContested()
        ? SettingValue.byPolicies(imposed.policies(), CONFLICT)
        : strictest(imposed, ClientAuthenticationMethod::toString);
  }
}
