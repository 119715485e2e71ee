package io.nauthera.webhook.cli.explain;

import io.nauthera.api.mapping.Durations;
import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.Policy.SecretRotation;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one governing policy says: each field that it speaks of, as text, in a fixed order. */
record Contribution(String policy, String enforcement, Map<String, String> says) {
  Contribution {
    says = Collections.unmodifiableMap(new LinkedHashMap<>(says));
  }

  static Contribution of(Policy policy) {
    Map<String, String> says = new LinkedHashMap<>();
    put(says, "allowedScopes", policy.allowedScopes(), Contribution::list);
    put(says, "allowedGrantTypes", policy.allowedGrantTypes(), Contribution::list);
    var uris = policy.redirectUris();
    put(says, "redirectUris.allowedSchemes", uris.allowedSchemes(), Contribution::list);
    put(says, "redirectUris.allowedHosts", uris.allowedHosts(), Contribution::list);
    put(says, "redirectUris.allowLoopback", uris.allowLoopback(), Object::toString);
    put(says, "redirectUris.allowWildcards", uris.allowWildcards(), Object::toString);
    put(says, "allowCustomClientIds", policy.allowCustomClientIds(), Object::toString);
    Function<Duration, String> duration = Durations::format;
    put(says, "token.accessTokenTTL", policy.lifetimes().accessToken(), duration);
    put(says, "token.refreshTokenTTL", policy.lifetimes().refreshToken(), duration);
    put(says, "token.idTokenTTL", policy.lifetimes().idToken(), duration);
    put(says, "enforcePKCE", policy.enforcePkce() ? true : null, Object::toString);
    put(says, "clientAuthentication.method", policy.authentication(), Object::toString);
    put(says, "clientAuthentication.secretRotation", policy.rotation(), SecretRotation::toString);
    return new Contribution(policy.name().toString(), mode(policy.enforcement()), says);
  }

  private static String mode(Policy.Enforcement enforcement) {
    return switch (enforcement) {
      case ENFORCE -> "Enforce";
      case WARN -> "Warn";
      case AUDIT -> "Audit";
    };
  }

  private static <T> void put(
      Map<String, String> says, String field, @Nullable T value, Function<T, String> text) {
    if (value != null) {
      says.put(field, text.apply(value));
    }
  }

  static String list(Collection<?> values) {
    return values.isEmpty()
        ? "nothing"
        : values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }
}
