package io.nauthera.controller.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.provisioning.ClientRegistry.Absent;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Creation;
import io.nauthera.controller.provisioning.ClientRegistry.Exists;
import io.nauthera.controller.provisioning.ClientRegistry.Found;
import io.nauthera.controller.provisioning.ClientRegistry.Lookup;
import io.nauthera.controller.provisioning.ClientRegistry.Page;
import io.nauthera.controller.provisioning.ClientRegistry.Removed;
import io.nauthera.controller.provisioning.ClientRegistry.Unchanged;
import io.nauthera.controller.provisioning.ClientRegistry.Update;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import io.nauthera.controller.provisioning.ClientRegistry.Vanished;
import io.nauthera.controller.provisioning.Comparison.Differs;
import io.nauthera.controller.provisioning.Comparison.Same;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of every ClientRegistry; the fake and the real one run it. */
public abstract class ClientRegistryContract {
  protected static final String SECRET = "the-secret-that-the-controller-chose";

  private final Owner owner =
      new Owner(new ClientName("team", "app"), UUID.randomUUID().toString(), "cluster-1");
  private final String clientId = "team." + UUID.randomUUID();

  protected abstract ClientRegistry registry();

  protected final Owner owner() {
    return owner;
  }

  protected final DesiredClient desired() {
    return desired(d -> {});
  }

  /** The desired client with this changed. */
  protected final DesiredClient desired(Consumer<DesiredClientDraft> change) {
    var draft = new DesiredClientDraft(clientId, owner);
    change.accept(draft);
    return draft.finished();
  }

  static Stream<DesiredClientChange> changes() {
    return DesiredClientChange.all();
  }

  protected final RegisteredClient create(DesiredClient desired) {
    Creation creation = registry().create(desired, SECRET);
    if (creation instanceof Created(var client)) {
      return client;
    }
    throw new AssertionError(creation.toString());
  }

  protected final RegisteredClient found(String clientId) {
    Lookup lookup = registry().find(clientId);
    if (lookup instanceof Found(var client)) {
      return client;
    }
    throw new AssertionError(lookup.toString());
  }

  protected final RegisteredClient update(RegisteredClient actual, DesiredClient desired) {
    return switch (registry().update(actual, desired, ClientRegistryContract::notNeeded)) {
      case Updated(var client, var before) -> client;
      case Update other -> throw new AssertionError(other.toString());
    };
  }

  protected static String notNeeded() {
    return fail("asked for a secret");
  }

  /** Every client of the walk. */
  protected final List<RegisteredClient> walk() {
    var all = new ArrayList<RegisteredClient>();
    int next = 0;
    while (next >= 0) {
      Page page = (Page) registry().page(next);
      all.addAll(page.managed());
      next = page.next();
    }
    return all;
  }

  private void assertAsDesired(RegisteredClient known, DesiredClient desired) {
    assertThat(found(clientId)).isEqualTo(known);
    assertThat(walk()).contains(known);
    assertThat(registry().compare(known, desired)).isEqualTo(new Same());
    assertThat(registry().update(known, desired, ClientRegistryContract::notNeeded))
        .isEqualTo(new Unchanged(known));
  }

  @Test
  void client_unknown_isAbsent() {
    assertThat(registry().find(clientId)).isEqualTo(new Absent());
  }

  @Test
  void client_created_hasTheSecretAndTheMarker() {
    RegisteredClient created = create(desired());

    assertThat(created.clientId()).isEqualTo(clientId);
    assertThat(created.secret()).isEqualTo(SECRET);
    assertThat(created.owner()).isEqualTo(owner);
    assertThat(created.settings().scopes())
        .contains("profile", "api:read")
        .doesNotContain("openid");
    assertAsDesired(created, desired());
  }

  @Test
  void client_createdTwice_existsAndStays() {
    RegisteredClient created = create(desired());

    assertThat(
            registry().create(desired(d -> d.displayName = "Other"), "another-secret-0123456789"))
        .isEqualTo(new Exists(clientId));
    assertAsDesired(created, desired());
  }

  @ParameterizedTest
  @MethodSource("changes")
  void client_changed_isUpdatedAndKeepsItsSecret(DesiredClientChange change) {
    RegisteredClient created = create(desired());
    DesiredClient changed = desired(change.change());

    Comparison before = registry().compare(created, changed);
    if (before instanceof Differs) {
      RegisteredClient updated = update(created, changed);
      assertThat(updated.id()).isEqualTo(created.id());
      assertThat(updated.secret()).isEqualTo(SECRET);
      assertAsDesired(updated, changed);
      assertAsDesired(update(updated, desired()), desired());
    } else {
      assertAsDesired(created, changed);
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void client_createdInAnyForm_isAsDesired(DesiredClientChange change) {
    DesiredClient changed = desired(change.change());
    assertAsDesired(create(changed), changed);
  }

  @ParameterizedTest
  @EnumSource(ClientAuthenticationMethod.class)
  void authentication_any_canBeEnteredAndLeft(ClientAuthenticationMethod method) {
    DesiredClient other = authenticatedBy(method);
    boolean hasSecret =
        switch (method) {
          case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, CLIENT_SECRET_JWT -> true;
          case PRIVATE_KEY_JWT, NONE -> false;
        };
    RegisteredClient first = create(other);
    assertThat(first.secret()).isEqualTo(hasSecret ? SECRET : null);
    assertAsDesired(first, other);

    RegisteredClient second = first;
    if (method != ClientAuthenticationMethod.CLIENT_SECRET_BASIC) {
      second =
          switch (registry().update(first, desired(), () -> "a-new-secret-0123456789")) {
            case Updated(var client, var before) -> client;
            case Update answer -> throw new AssertionError(answer.toString());
          };
    }
    assertThat(second.secret()).isEqualTo(hasSecret ? SECRET : "a-new-secret-0123456789");
    assertAsDesired(second, desired());
    if (method != ClientAuthenticationMethod.CLIENT_SECRET_BASIC) {
      RegisteredClient third = update(second, other);
      assertThat(third.secret()).isEqualTo(hasSecret ? SECRET : null);
      assertAsDesired(third, other);
    }
  }

  private DesiredClient authenticatedBy(ClientAuthenticationMethod method) {
    return desired(d -> {
      d.authentication = method;
      d.jwksUri =
          method == ClientAuthenticationMethod.PRIVATE_KEY_JWT
              ? "https://app.example.com/jwks"
              : null;
    });
  }

  @Test
  void client_ofAnotherOwner_differs() {
    RegisteredClient created = create(desired());
    Owner successor = new Owner(owner.name(), "another-uid", owner.cluster());

    assertThat(registry().compare(created, desired(d -> d.owner = successor)))
        .isInstanceOf(Differs.class);
  }

  @Test
  void client_removedMeanwhile_hasVanished() {
    RegisteredClient created = create(desired());
    var unused = registry().remove(created);

    assertThat(
            registry()
                .update(
                    created, desired(d -> d.enabled = false), ClientRegistryContract::notNeeded))
        .isEqualTo(new Vanished());
    assertThat(
            registry()
                .update(
                    created,
                    desired(d -> d.scopes = Set.of("openid")),
                    ClientRegistryContract::notNeeded))
        .isEqualTo(new Vanished());
  }

  @Test
  void client_removedTwice_isRemovedTwice() {
    RegisteredClient created = create(desired());

    assertThat(registry().remove(created)).isEqualTo(new Removed());
    assertThat(registry().find(clientId)).isEqualTo(new Absent());
    assertThat(registry().remove(created)).isEqualTo(new Removed());
    assertThat(create(desired()).id()).isNotEqualTo(created.id());
  }

  @Test
  void client_released_staysWithoutAMarker() {
    RegisteredClient created = create(desired(d -> d.origins = Set.of()));

    assertThat(registry().release(created)).isEqualTo(new Removed());
    assertThat(registry().release(created)).isEqualTo(new Removed());
    assertThat(found(clientId))
        .isEqualTo(new RegisteredClient(created.id(), clientId, null, SECRET, created.settings()));
    assertThat(walk()).extracting(RegisteredClient::clientId).doesNotContain(clientId);
  }

  @Test
  void client_removedAndThenReleased_countsAsReleased() {
    RegisteredClient created = create(desired());
    var unused = registry().remove(created);

    assertThat(registry().release(created)).isEqualTo(new Removed());
  }

  @Test
  void walk_overMorePagesThanOne_findsEveryClientOnce() {
    Set<String> ids = Set.of(clientId, clientId + "-2", clientId + "-3", clientId + "-4");
    ids.forEach(id -> create(desired(d -> d.clientId = id)));

    assertThat(walk())
        .extracting(RegisteredClient::clientId)
        .filteredOn(ids::contains)
        .containsExactlyInAnyOrderElementsOf(ids);
  }
}
