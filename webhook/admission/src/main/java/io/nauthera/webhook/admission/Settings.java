package io.nauthera.webhook.admission;

import io.nauthera.api.mapping.Durations;
import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.Imposed;
import io.nauthera.api.policy.Policy.SecretRotation;
import io.nauthera.api.policy.PolicyName;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What policies impose, and what a client gets under them. */
final class Settings {
  private static final String S256 = "S256";

  private Settings() {}

  /** Of every setting that policies can impose what they do. */
  static Map<Setting, SettingValue> imposed(EffectivePolicy policy) {
    Map<Setting, SettingValue> imposed = new EnumMap<>(Setting.class);
    imposed.put(Setting.ACCESS_TOKEN, strictest(policy.accessTokenLifetime(), Durations::format));
    imposed.put(Setting.REFRESH_TOKEN, strictest(policy.refreshTokenLifetime(), Durations::format));
    imposed.put(Setting.ID_TOKEN, strictest(policy.idTokenLifetime(), Durations::format));
    imposed.put(Setting.PKCE, strictest(policy.pkce(), enforced -> S256));
    imposed.put(Setting.AUTHENTICATION, agreed(policy.authentication(), Object::toString));
    imposed.put(Setting.SECRET_ROTATION, agreed(policy.rotation(), Settings::schedule));
    return imposed;
  }

  /** Every setting of the client: what is imposed, else what it asks for, else what it gets. */
  static Map<Setting, SettingValue> of(ClientMetadata client, EffectivePolicy policy) {
    Map<Setting, SettingValue> settings = imposed(policy);
    settings.put(Setting.GRANT_TYPES, grants(client, policy));
    settings.put(Setting.SCOPES, scopes(client, policy));
    if (policy.pkce().value().isEmpty()) {
      settings.put(
          Setting.PKCE,
          isPublic(client, policy)
              ? new SettingValue(S256, List.of(SettingValue.BASELINE))
              : new SettingValue("none", List.of(SettingValue.SERVER)));
    }
    if (policy.authentication().value().isEmpty()) {
      settings.put(
          Setting.AUTHENTICATION,
          new SettingValue(
              policy.authenticationOf(client).toString(),
              whose(client.givenAuthentication().isPresent())));
    }
    return settings;
  }

  /** Whether it makes a difference for the client what the setting is. */
  static boolean concerns(Setting setting, ClientMetadata client, EffectivePolicy policy) {
    return switch (setting) {
      case GRANT_TYPES, SCOPES, ACCESS_TOKEN, AUTHENTICATION -> true;
      case REFRESH_TOKEN -> policy.grantsOf(client).contains(GrantType.REFRESH_TOKEN);
      case ID_TOKEN -> policy.scopesOf(client).contains(EffectivePolicy.OPENID);
      case PKCE -> policy.grantsOf(client).contains(GrantType.AUTHORIZATION_CODE);
      case SECRET_ROTATION ->
          switch (authentication(client, policy)) {
            case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, CLIENT_SECRET_JWT -> true;
            case PRIVATE_KEY_JWT, NONE -> false;
          };
    };
  }

  private static String schedule(SecretRotation rotation) {
    return rotation.schedule() + (rotation.withoutOverlap() ? " without overlap" : "");
  }

  private static boolean isPublic(ClientMetadata client, EffectivePolicy policy) {
    return authentication(client, policy) == ClientAuthenticationMethod.NONE;
  }

  /** What is imposed counts also where the client wrote something else, which is a violation. */
  private static ClientAuthenticationMethod authentication(
      ClientMetadata client, EffectivePolicy policy) {
    return policy.authentication().value().orElseGet(() -> policy.authenticationOf(client));
  }

  private static SettingValue grants(ClientMetadata client, EffectivePolicy policy) {
    String value = words(policy.grantsOf(client));
    List<PolicyName> narrowing = policy.grants().refusing(GrantType.REFRESH_TOKEN);
    return client.givenGrants().isPresent() || narrowing.isEmpty()
        ? new SettingValue(value, whose(client.givenGrants().isPresent()))
        : SettingValue.by(narrowing, value);
  }

  private static SettingValue scopes(ClientMetadata client, EffectivePolicy policy) {
    String value = words(policy.scopesOf(client));
    List<PolicyName> narrowing = policy.scopes().refusing(EffectivePolicy.OPENID);
    return client.givenScopes().isPresent() || narrowing.isEmpty()
        ? new SettingValue(value, whose(client.givenScopes().isPresent()))
        : SettingValue.by(narrowing, value);
  }

  private static List<String> whose(boolean given) {
    return List.of(given ? SettingValue.CLIENT : SettingValue.BASELINE);
  }

  private static String words(Collection<?> words) {
    return words.isEmpty()
        ? "none"
        : words.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private static <T> SettingValue strictest(Imposed<T> imposed, Function<T, String> text) {
    return imposed
        .value()
        .map(value -> SettingValue.by(imposed.from(), text.apply(value)))
        .orElse(SettingValue.UNSET);
  }

  private static <T> SettingValue agreed(Imposed<T> imposed, Function<T, String> text) {
    return imposed.isContested()
        ? SettingValue.contested(
            imposed.all().values().stream().flatMap(List::stream).sorted().toList())
        : strictest(imposed, text);
  }
}
