package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A change of the desired client, by name. */
record DesiredClientChange(String name, Consumer<DesiredClientDraft> change) {

  /** One of every kind. */
  static Stream<DesiredClientChange> all() {
    return Stream.of(
        new DesiredClientChange("name", d -> d.displayName = "Other"),
        new DesiredClientChange("no name", d -> d.displayName = ""),
        new DesiredClientChange("disabled", d -> d.enabled = false),
        new DesiredClientChange("grant", d -> d.grants = Set.of(GrantType.CLIENT_CREDENTIALS)),
        new DesiredClientChange("all grants", d -> d.grants = Set.of(GrantType.values())),
        new DesiredClientChange(
            "redirect", d -> d.redirects = Set.of("https://app.example.com/new")),
        new DesiredClientChange("no redirect", d -> d.redirects = Set.of()),
        new DesiredClientChange("logout", d -> d.logouts = Set.of()),
        new DesiredClientChange("no origins", d -> d.origins = Set.of()),
        new DesiredClientChange(
            "scope added", d -> d.scopes = Set.of("openid", "profile", "api:read", "api:write")),
        new DesiredClientChange("scope removed", d -> d.scopes = Set.of("openid")),
        new DesiredClientChange(
            "offline access",
            d -> d.scopes = Set.of("openid", "profile", "api:read", "offline_access")),
        new DesiredClientChange(
            "scope that only the server assigns",
            d -> d.scopes = Set.of("openid", "profile", "api:read", "service_account")),
        new DesiredClientChange(
            "authentication",
            d -> d.authentication = ClientAuthenticationMethod.CLIENT_SECRET_POST),
        new DesiredClientChange("no pkce", d -> d.pkce = false),
        new DesiredClientChange("lifetime", d -> d.access = Duration.ofMinutes(5)),
        new DesiredClientChange("lifetime above the realm's", d -> d.access = Duration.ofDays(30)),
        new DesiredClientChange("no lifetime", d -> d.access = null),
        new DesiredClientChange(
            "refresh lifetime above the realm's", d -> d.refresh = Duration.ofDays(90)),
        new DesiredClientChange("no refresh lifetime", d -> d.refresh = null),
        new DesiredClientChange(
            "owner", d -> d.owner = new Owner(d.owner.name(), "successor", "cluster-1")));
  }

  @Override
  public String toString() {
    return name;
  }
}
