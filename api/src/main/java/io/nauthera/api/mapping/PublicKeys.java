package io.nauthera.api.mapping;

import io.nauthera.api.oauth.ClientKeys;
import io.nauthera.api.oauth.KeyDefect;
import io.nauthera.api.oauth.KeyDefect.Reason;
import io.nauthera.api.v1alpha1.JsonWebKey;
import io.nauthera.api.v1alpha1.JsonWebKeySet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the JWK Set of a client, and reduces it to what its server needs. */
public final class PublicKeys {
  private PublicKeys() {}

  /** What is wrong with the keys, without any value of them. */
  public static ClientKeys check(JsonWebKeySet set) {
    List<JsonWebKey> keys = set.keys();
    if (keys.isEmpty()) {
      return new ClientKeys(true, List.of());
    }
    List<KeyDefect> defects = new ArrayList<>();
    Map<String, Integer> firstWithId = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      JsonWebKey key = keys.get(i);
      List<KeyDefect> found = JwkCheck.of(i, key);
      defects.addAll(found);
      if (isUsable(found)) {
        String id = key.kid() == null ? "" : key.kid();
        Integer first = firstWithId.putIfAbsent(id, i);
        if (first != null) {
          defects.add(
              new KeyDefect(
                  i,
                  "kid",
                  id.isEmpty() ? Reason.NO_KEY_ID : Reason.SAME_KEY_ID,
                  "keys[%d]".formatted(first),
                  JwkCheck.fingerprint(key, id)));
        }
      }
    }
    return defects.isEmpty() ? ClientKeys.USABLE : new ClientKeys(false, defects);
  }

  /**
   * What the server gets: of each key that it can use, the public members that it reads, in
   * base64url, because Keycloak before 26.5 reads no other form. Keycloak ignores keys without
   * {@code use}, which is optional (RFC 7517 §4.2). Empty where no key is left.
   */
  public static Optional<JsonWebKeySet> published(JsonWebKeySet set) {
    List<JsonWebKey> usable =
        set.keys().stream()
            .filter(key -> isUsable(JwkCheck.of(0, key)))
            .map(PublicKeys::published)
            .toList();
    return usable.isEmpty() ? Optional.empty() : Optional.of(new JsonWebKeySet(usable));
  }

  private static JsonWebKey published(JsonWebKey key) {
    return JwkCheck.isRsa(key)
        ? JsonWebKey.rsa(key.kid(), key.alg(), base64Url(key.n()), base64Url(key.e()))
        : JsonWebKey.onCurve(
            key.kty(), key.kid(), key.alg(), key.crv(), base64Url(key.x()), base64Url(key.y()));
  }

  private static @Nullable String base64Url(@Nullable String member) {
    return member == null ? null : JwkCheck.base64Url(member);
  }

  private static boolean isUsable(List<KeyDefect> defects) {
    return defects.stream().noneMatch(defect -> defect.reason().isFatal());
  }
}
