package io.nauthera.controller.authclient;

import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.Realm.Discovery;
import io.nauthera.controller.provisioning.Realm.Endpoints;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The grant types that are switched on for a registered client, but that it cannot use, or not as
 * far as can be seen. Each with a clause that says what is missing.
 */
record UnusableGrants(Map<GrantType, String> whys) {
  static final UnusableGrants NONE = new UnusableGrants(Map.of());

  static UnusableGrants of(RegisteredClient client, Discovery discovery) {
    Map<GrantType, String> whys = new EnumMap<>(GrantType.class);
    whys.putAll(client.settings().unusableGrants());
    Set<GrantType> offered =
        discovery instanceof Endpoints endpoints ? endpoints.grantTypes() : Set.of();
    if (!offered.isEmpty()) {
      client.settings().grantTypes().stream()
          .filter(grant -> !offered.contains(grant))
          .forEach(grant -> whys.put(grant, "the server does not offer it"));
    }
    return new UnusableGrants(whys);
  }

  boolean isEmpty() {
    return whys.isEmpty();
  }

  boolean contains(GrantType grant) {
    return whys.containsKey(grant);
  }

  /** Each grant type with what is missing. */
  @Override
  public String toString() {
    return whys.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("; "));
  }
}
