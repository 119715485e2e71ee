package io.nauthera.controller.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Outcome;
import io.nauthera.controller.provisioning.ClientRegistry.Owner;
import io.nauthera.controller.provisioning.ClientRegistry.Removed;
import io.nauthera.controller.provisioning.ClientRegistry.Taken;
import io.nauthera.controller.provisioning.ClientRegistry.Unchanged;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every ClientRegistry; the fake and the real one run it. */
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

  public static DesiredClient client(String clientId, Owner owner) {
    return new Draft(clientId, owner).finished();
  }

  /** The desired client with this changed. */
  protected final DesiredClient desired(Consumer<Draft> change) {
    var draft = new Draft(clientId, owner);
    change.accept(draft);
    return draft.finished();
  }

  /** A desired client that may still be changed. */
  public static final class Draft {
    private final String clientId;
    private final Owner owner;
    public String displayName = "An app";
    public boolean enabled = true;
    public Set<GrantType> grants = Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN);
    public Set<String> redirects =
        Set.of("https://app.example.com/cb", "https://app.example.com/cb2");
    public Set<String> logouts = Set.of("https://app.example.com/bye");
    public Set<String> origins = Set.of("https://app.example.com");
    public Set<String> scopes = Set.of("openid", "profile", "api:read");
    public ClientAuthenticationMethod authentication =
        ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
    public boolean pkce = true;
    public Duration access = Duration.ofMinutes(15);
    public Duration refresh = Duration.ofMinutes(20);
    public String jwksUri;
    public String jwks;
    public boolean createScopes = true;

    private Draft(String clientId, Owner owner) {
      this.clientId = clientId;
      this.owner = owner;
    }

    private DesiredClient finished() {
      return new DesiredClient(
          clientId,
          owner,
          displayName,
          enabled,
          grants,
          redirects,
          logouts,
          origins,
          scopes,
          authentication,
          pkce,
          access,
          refresh,
          jwksUri,
          jwks,
          createScopes);
    }
  }

  /** A change of the desired client, by name. */
  record Change(String name, Consumer<Draft> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Change> changes() {
    return Stream.of(
        new Change("name", d -> d.displayName = "Other"),
        new Change("disabled", d -> d.enabled = false),
        new Change("grant", d -> d.grants = Set.of(GrantType.CLIENT_CREDENTIALS)),
        new Change("redirect", d -> d.redirects = Set.of("https://app.example.com/new")),
        new Change("logout", d -> d.logouts = Set.of()),
        new Change("no origins", d -> d.origins = Set.of()),
        new Change(
            "scope added", d -> d.scopes = Set.of("openid", "profile", "api:read", "api:write")),
        new Change("scope removed", d -> d.scopes = Set.of("openid")),
        new Change(
            "offline access",
            d -> d.scopes = Set.of("openid", "profile", "api:read", "offline_access")),
        new Change(
            "authentication",
            d -> d.authentication = ClientAuthenticationMethod.CLIENT_SECRET_POST),
        new Change("no pkce", d -> d.pkce = false),
        new Change("lifetime", d -> d.access = Duration.ofMinutes(5)),
        new Change("no lifetime", d -> d.access = null),
        new Change("no refresh lifetime", d -> d.refresh = null));
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
    DesiredClient changed = desired(change.change());

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
