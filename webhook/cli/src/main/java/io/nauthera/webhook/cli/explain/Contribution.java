package io.nauthera.webhook.cli.explain;

import io.nauthera.api.policy.Policy;
import io.nauthera.api.policy.Policy.SecretRotation;
import io.nauthera.api.text.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one governing policy contributes: each field that it sets, as text, in a fixed order. */
record Contribution(String policy, String enforcement, Map<String, String> sets) {
  Contribution {
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
  }

  static Contribution of(Policy policy) {
    Map<String, String> sets = new LinkedHashMap<>();
    put(sets, "allowedScopes", policy.allowedScopes(), Contribution::list);
    put(sets, "allowedGrantTypes", policy.allowedGrantTypes(), Contribution::list);
    var uris = policy.redirectUris();
    put(sets, "redirectUris.allowedSchemes", uris.allowedSchemes(), Contribution::list);
    put(sets, "redirectUris.allowedHosts", uris.allowedHosts(), Contribution::list);
    put(sets, "redirectUris.allowLoopback", uris.allowLoopback(), Object::toString);
    put(sets, "redirectUris.allowWildcards", uris.allowWildcards(), Object::toString);
    put(sets, "allowCustomClientIds", policy.allowCustomClientIds(), Object::toString);
    Function<Duration, String> duration = Durations::format;
    put(sets, "token.accessTokenTTL", policy.lifetimes().accessToken(), duration);
    put(sets, "token.refreshTokenTTL", policy.lifetimes().refreshToken(), duration);
    put(sets, "token.idTokenTTL", policy.lifetimes().idToken(), duration);
    put(sets, "enforcePKCE", policy.enforcePkce() ? true : null, Object::toString);
    put(sets, "clientAuthentication.method", policy.authentication(), Object::toString);
    put(sets, "clientAuthentication.secretRotation", policy.rotation(), SecretRotation::toString);
    return new Contribution(policy.name().toString(), mode(policy.enforcement()), sets);
  }

  private static String mode(Policy.Enforcement enforcement) {
    return switch (enforcement) {
      case ENFORCE -> "Enforce";
      case WARN -> "Warn";
      case AUDIT -> "Audit";
    };
  }

  private static <T> void put(
      Map<String, String> sets, String field, @Nullable T value, Function<T, String> text) {
    if (value != null) {
      sets.put(field, text.apply(value));
    }
  }

  static String list(Collection<?> values) {
    return values.isEmpty()
        ? "nothing"
        : values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }
}
