package io.nauthera.controller.authclient;

import io.nauthera.api.governance.ClientEvaluation.Governed;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.EffectiveSettings;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.api.policy.Setting;
import io.nauthera.api.policy.SettingValue;
import io.nauthera.api.text.Durations;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthClientStatus.Effective;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.RegisteredClient.StoredSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The effective settings of a registered client, with what only the server knows. */
final class EffectiveStatus {
  /** Part of the protocol: the server does not assign it. */
  static final String OPENID = EffectivePolicy.OPENID;

  private EffectiveStatus() {}

  static Effective of(Governed client, RegisteredClient registered, UnusableGrants unusable) {
    Map<Setting, SettingValue> settings = client.settings(ServerProfile.KEYCLOAK);
    StoredSettings stored = registered.settings();
    EffectivePolicy policy = client.policies().enforced();
    Duration access = policy.accessTokenLifetime().value().orElse(null);
    Duration refresh = policy.refreshTokenLifetime().value().orElse(null);
    limit(settings, Setting.ACCESS_TOKEN, access, stored.accessTokenLifetime());
    limit(settings, Setting.ID_TOKEN, access, stored.accessTokenLifetime());
    limit(settings, Setting.REFRESH_TOKEN, refresh, stored.refreshTokenLifetime());
    limit(settings, Setting.OFFLINE_TOKEN, refresh, stored.offlineTokenLifetime());
    withoutUnusable(settings, policy.usableGrantsOf(client.restricted().metadata()), unusable);
    withoutScopesNotGiven(
        settings, policy.scopesOf(client.restricted().metadata()), stored.scopes());
    var method = stored.authenticationMethod();
    if (client.restricted().keepsMethod() && method != null) {
      settings.put(Setting.AUTHENTICATION, SettingValue.byServer(method.toString()));
    }
    return new Effective(
        setting(settings, Setting.GRANT_TYPES),
        setting(settings, Setting.SCOPES),
        setting(settings, Setting.ACCESS_TOKEN),
        setting(settings, Setting.REFRESH_TOKEN),
        setting(settings, Setting.OFFLINE_TOKEN),
        setting(settings, Setting.ID_TOKEN),
        setting(settings, Setting.PKCE),
        setting(settings, Setting.AUTHENTICATION));
  }

  /** The realm may allow less than the policies impose. */
  private static void limit(
      Map<Setting, SettingValue> settings,
      Setting setting,
      @Nullable Duration wanted,
      @Nullable Duration given) {
    if (wanted != null && given != null && given.compareTo(wanted) < 0) {
      settings.put(setting, SettingValue.byRealm(Durations.format(given)));
    }
  }

  private static void withoutUnusable(
      Map<Setting, SettingValue> settings, Collection<GrantType> asked, UnusableGrants unusable) {
    if (asked.stream().anyMatch(unusable::contains)) {
      List<String> rest =
          asked.stream()
              .filter(grant -> !unusable.contains(grant))
              .map(GrantType::toString)
              .sorted()
              .toList();
      settings.put(Setting.GRANT_TYPES, SettingValue.grantsByServer(rest));
    }
  }

  /** The realm does not give a client every scope. */
  private static void withoutScopesNotGiven(
      Map<Setting, SettingValue> settings, List<String> asked, Set<String> given) {
    List<String> rest =
        asked.stream().filter(scope -> scope.equals(OPENID) || given.contains(scope)).toList();
    if (rest.size() < asked.size()) {
      settings.put(Setting.SCOPES, SettingValue.scopesByServer(rest.stream().sorted().toList()));
    }
  }

  /** Null if neither a policy nor the client sets it: the default of the server applies. */
  private static AuthClientStatus.@Nullable Setting setting(
      Map<Setting, SettingValue> settings, Setting setting) {
    SettingValue value = settings.get(setting);
    return value == null || EffectiveSettings.isUnset(value)
        ? null
        : new AuthClientStatus.Setting(value.value(), value.from());
  }
}
