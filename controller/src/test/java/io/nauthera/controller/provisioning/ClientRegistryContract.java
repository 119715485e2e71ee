package io.nauthera.controller.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Outcome;
import io.nauthera.controller.provisioning.ClientRegistry.Removed;
import io.nauthera.controller.provisioning.ClientRegistry.Taken;
import io.nauthera.controller.provisioning.ClientRegistry.Unchanged;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every ClientRegistry keeps to, the real one and the fake. */
public abstract class ClientRegistryContract {
  private final Owner owner = new Owner("team", "app", UUID.randomUUID().toString());
  private final String clientId = "team." + UUID.randomUUID();

  protected abstract ClientRegistry registry();

  protected final Owner owner() {
    return owner;
  }

  protected final DesiredClient desired() {
    return client(clientId, owner);
  }

  protected static DesiredClient client(String clientId, Owner owner) {
    return new DesiredClient(
        clientId,
        owner,
        "An app",
        true,
        Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
        Set.of("https://app.example.com/cb", "https://app.example.com/cb2"),
        Set.of("https://app.example.com/bye"),
        Set.of("https://app.example.com"),
        Set.of("openid", "profile", "api:read"),
        ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
        true,
        Duration.ofMinutes(15),
        Duration.ofMinutes(20),
        null,
        null,
        true);
  }

  /** A change of the desired client, by name. */
  record Change(String name, DesiredClient client) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Change> changes() {
    DesiredClient c = client("unused", new Owner("", "", ""));
    return Stream.of(
        new Change(
            "name",
            with(
                c,
                "Other",
                true,
                c.grantTypes(),
                c.redirectUris(),
                c.scopes(),
                c.authentication(),
                c.accessTokenLifetime())),
        new Change(
            "disabled",
            with(
                c,
                c.displayName(),
                false,
                c.grantTypes(),
                c.redirectUris(),
                c.scopes(),
                c.authentication(),
                c.accessTokenLifetime())),
        new Change(
            "grant",
            with(
                c,
                c.displayName(),
                true,
                Set.of(GrantType.CLIENT_CREDENTIALS),
                c.redirectUris(),
                c.scopes(),
                c.authentication(),
                c.accessTokenLifetime())),
        new Change(
            "redirect",
            with(
                c,
                c.displayName(),
                true,
                c.grantTypes(),
                Set.of("https://app.example.com/new"),
                c.scopes(),
                c.authentication(),
                c.accessTokenLifetime())),
        new Change(
            "scope added",
            with(
                c,
                c.displayName(),
                true,
                c.grantTypes(),
                c.redirectUris(),
                Set.of("openid", "profile", "api:read", "api:write"),
                c.authentication(),
                c.accessTokenLifetime())),
        new Change(
            "scope removed",
            with(
                c,
                c.displayName(),
                true,
                c.grantTypes(),
                c.redirectUris(),
                Set.of("openid"),
                c.authentication(),
                c.accessTokenLifetime())),
        new Change(
            "authentication",
            with(
                c,
                c.displayName(),
                true,
                c.grantTypes(),
                c.redirectUris(),
                c.scopes(),
                ClientAuthenticationMethod.CLIENT_SECRET_POST,
                c.accessTokenLifetime())),
        new Change(
            "lifetime",
            with(
                c,
                c.displayName(),
                true,
                c.grantTypes(),
                c.redirectUris(),
                c.scopes(),
                c.authentication(),
                Duration.ofMinutes(5))),
        new Change(
            "no lifetime",
            with(
                c,
                c.displayName(),
                true,
                c.grantTypes(),
                c.redirectUris(),
                c.scopes(),
                c.authentication(),
                null)));
  }

  private static DesiredClient with(
      DesiredClient c,
      String name,
      boolean enabled,
      Set<GrantType> grants,
      Set<String> redirects,
      Set<String> scopes,
      ClientAuthenticationMethod authentication,
      Duration access) {
    return new DesiredClient(
        c.clientId(),
        c.owner(),
        name,
        enabled,
        grants,
        redirects,
        c.postLogoutRedirectUris(),
        c.webOrigins(),
        scopes,
        authentication,
        c.pkce(),
        access,
        c.refreshTokenLifetime(),
        c.jwksUri(),
        c.jwks(),
        c.createMissingScopes());
  }

  private static DesiredClient named(DesiredClient like, DesiredClient id) {
    return new DesiredClient(
        id.clientId(),
        id.owner(),
        like.displayName(),
        like.enabled(),
        like.grantTypes(),
        like.redirectUris(),
        like.postLogoutRedirectUris(),
        like.webOrigins(),
        like.scopes(),
        like.authentication(),
        like.pkce(),
        like.accessTokenLifetime(),
        like.refreshTokenLifetime(),
        like.jwksUri(),
        like.jwks(),
        like.createMissingScopes());
  }

  private static String secret(Outcome outcome) {
    return switch (outcome) {
      case Created(var client) -> client.secret();
      case Updated(var client) -> client.secret();
      case Unchanged(var client) -> client.secret();
      default -> throw new AssertionError(outcome.toString());
    };
  }

  @Test
  void client_new_isCreatedWithASecretAndThenUnchanged() {
    Outcome first = registry().ensure(desired());
    Outcome second = registry().ensure(desired());

    assertThat(first).isInstanceOf(Created.class);
    assertThat(secret(first)).hasSizeGreaterThanOrEqualTo(32);
    assertThat(second).isInstanceOf(Unchanged.class);
    assertThat(secret(second)).isEqualTo(secret(first));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void client_changed_isUpdatedOnceAndKeepsItsSecret(Change change) {
    String secret = secret(registry().ensure(desired()));
    DesiredClient changed = named(change.client(), desired());

    Outcome update = registry().ensure(changed);
    Outcome again = registry().ensure(changed);

    assertThat(update).isInstanceOf(Updated.class);
    assertThat(again).isInstanceOf(Unchanged.class);
    assertThat(secret(again)).isEqualTo(secret);
  }

  @Test
  void client_ofAnotherOwner_isTakenAndStays() {
    var unused = registry().ensure(desired());
    Owner successor = new Owner("team", "app", "another-uid");

    assertThat(registry().ensure(client(clientId, successor)))
        .isInstanceOfSatisfying(
            Taken.class, taken -> assertThat(taken.holder()).contains("team/app"));
    assertThat(registry().remove(clientId, successor)).isInstanceOf(Taken.class);
    assertThat(registry().ensure(desired())).isInstanceOf(Unchanged.class);
  }

  @Test
  void client_removedTwice_isGoneTwice() {
    var unused = registry().ensure(desired());

    assertThat(registry().remove(clientId, owner)).isInstanceOf(Removed.class);
    assertThat(registry().remove(clientId, owner)).isInstanceOf(Removed.class);
    assertThat(registry().ensure(desired())).isInstanceOf(Created.class);
  }

  @Test
  void client_released_staysAndIsNobodys() {
    var unused = registry().ensure(desired());

    assertThat(registry().release(clientId, owner)).isInstanceOf(Removed.class);
    assertThat(registry().ensure(desired())).isInstanceOf(Taken.class);
  }
}
