package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the settings of every client depend on in its realm: session limits and client scopes. */
record RealmFacts(SessionLimits limits, Map<String, Scope> scopes) {
  private static final Duration KEPT = Duration.ofMinutes(1);

  RealmFacts {
    scopes = Map.copyOf(scopes);
  }

  /** A client scope; {@code protocol} is empty if it has none. */
  record Scope(String id, String protocol) {
    boolean isOpenIdConnect() {
      return protocol.equals("openid-connect");
    }
  }

  /** Two calls. */
  static Cached<RealmFacts> cached(AdminApi api, KeycloakErrors errors) {
    return new Cached<>(() -> read(api, errors), facts -> KEPT);
  }

  private static RealmFacts read(AdminApi api, KeycloakErrors errors)
      throws UnavailableException, InterruptedException {
    Optional<SessionLimits> limits = SessionLimits.of(api.object(""));
    if (limits.isEmpty()) {
      throw new UnavailableException(errors.realmHidden());
    }
    Map<String, Scope> byName = new HashMap<>();
    for (JsonNode scope : api.longList("/client-scopes")) {
      byName.put(
          scope.path("name").asText(),
          new Scope(scope.path("id").asText(), scope.path("protocol").asText("")));
    }
    return new RealmFacts(limits.get(), byName);
  }
}
