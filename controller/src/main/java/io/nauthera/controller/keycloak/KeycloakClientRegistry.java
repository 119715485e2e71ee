package io.nauthera.controller.keycloak;

import io.nauthera.controller.naming.Names;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.RegisteredClient;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;

/** Registers clients in one realm through the Admin REST API of Keycloak. */
final class KeycloakClientRegistry implements ClientRegistry {
  private static final int CREATED = 201;
  private static final int CONFLICT = 409;
  private static final int SEARCHED = 100;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final RealmResource realm;
  private final KeycloakErrors errors;

  KeycloakClientRegistry(RealmResource realm, KeycloakErrors errors) {
    this.realm = realm;
    this.errors = errors;
  }

  @Override
  public Outcome ensure(DesiredClient desired) {
    try {
      return withFreshToken(() -> ensureOnce(desired));
    } catch (WebApplicationException | ProcessingException e) {
      return errors.outcome(e);
    }
  }

  private Outcome ensureOnce(DesiredClient desired) {
    SessionLimits limits = SessionLimits.of(realm.toRepresentation());
    Optional<ClientRepresentation> actual = find(desired.clientId());
    if (actual.isPresent()) {
      return adjust(actual.get(), desired, limits);
    }
    Set<String> missing = new RealmScopes(realm).missing(desired);
    if (!missing.isEmpty()) {
      return missingScopes(missing);
    }
    try (Response answer = realm.clients().create(fresh(desired, limits))) {
      return switch (answer.getStatus()) {
        case CREATED -> new Created(registered(reread(desired.clientId())));
        case CONFLICT -> conflict(desired, limits);
        default -> throw KeycloakErrors.of(answer);
      };
    }
  }

  /**
   * Another request was faster, or the answer to our own was lost, or the client id belongs to
   * another client in other letter case: the names of service accounts ignore case.
   */
  private Outcome conflict(DesiredClient desired, SessionLimits limits) {
    return find(desired.clientId())
        .map(actual -> adjust(actual, desired, limits))
        .or(() -> inOtherCase(desired.clientId()))
        .orElseThrow(() -> new ClientErrorException(CONFLICT));
  }

  private Optional<Outcome> inOtherCase(String clientId) {
    return realm.clients().findAll(clientId, false, true, 0, SEARCHED).stream()
        .filter(client -> client.getClientId().equalsIgnoreCase(clientId))
        .findFirst()
        .map(client -> new Taken(client.getClientId(), holder(client)));
  }

  private Outcome adjust(ClientRepresentation actual, DesiredClient desired, SessionLimits limits) {
    if (!isOwnedBy(actual, desired.owner())) {
      return new Taken(desired.clientId(), holder(actual));
    }
    ManagedFields wanted = ManagedFields.of(desired, limits);
    boolean same = ManagedFields.of(actual).equals(wanted);
    boolean sameScopes = RealmScopes.areAsDesired(actual, desired);
    if (same && sameScopes) {
      return new Unchanged(registered(actual));
    }
    if (!sameScopes) {
      var scopes = new RealmScopes(realm);
      Set<String> missing = scopes.missing(desired);
      if (!missing.isEmpty()) {
        return missingScopes(missing);
      }
      scopes.assign(realm.clients().get(actual.getId()), actual, desired);
    }
    if (!same) {
      wanted.writeTo(actual);
      update(actual);
    }
    return new Updated(registered(reread(desired.clientId())));
  }

  /** Sends no secret, so that Keycloak keeps its own: it may have changed since it was read. */
  private void update(ClientRepresentation client) {
    client.setSecret(null);
    realm.clients().get(client.getId()).update(client);
  }

  private static Outcome missingScopes(Set<String> scopes) {
    return new Rejected(
        "the realm has no scope %s, and spec.keycloak.missingScopes of the AuthServer is Refuse"
            .formatted(String.join(", ", scopes)));
  }

  private static ClientRepresentation fresh(DesiredClient desired, SessionLimits limits) {
    var client = new ClientRepresentation();
    client.setClientId(desired.clientId());
    client.setProtocol("openid-connect");
    client.setFrontchannelLogout(false);
    client.setDefaultClientScopes(new ArrayList<>(RealmScopes.defaults(desired)));
    client.setOptionalClientScopes(new ArrayList<>(RealmScopes.optionals(desired)));
    ManagedFields.of(desired, limits).writeTo(client);
    if (!client.isPublicClient()) {
      client.setSecret(newSecret());
    }
    return client;
  }

  private static String newSecret() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public Removal remove(String clientId, Owner owner) {
    return leave(clientId, owner, actual -> realm.clients().get(actual.getId()).remove());
  }

  @Override
  public Removal release(String clientId, Owner owner) {
    return leave(
        clientId,
        owner,
        actual -> {
          actual.getAttributes().put(Names.OWNER_ATTRIBUTE, "");
          update(actual);
        });
  }

  private Removal leave(String clientId, Owner owner, Consumer<ClientRepresentation> change) {
    try {
      return withFreshToken(() -> {
        Optional<ClientRepresentation> actual = find(clientId);
        if (actual.isEmpty()) {
          return new Removed();
        }
        if (!isOwnedBy(actual.get(), owner)) {
          return new Taken(clientId, holder(actual.get()));
        }
        try {
          change.accept(actual.get());
        } catch (NotFoundException | InternalServerErrorException e) {
          // Keycloak answers 500 to all but one of several simultaneous removals.
          if (find(clientId).isPresent()) {
            throw e;
          }
        }
        return new Removed();
      });
    } catch (WebApplicationException | ProcessingException e) {
      return errors.unavailable(e);
    }
  }

  /** A token may be revoked before it expires; the admin client then fetches a new one. */
  static <T> T withFreshToken(Supplier<T> call) {
    try {
      return call.get();
    } catch (NotAuthorizedException e) {
      return call.get();
    }
  }

  private Optional<ClientRepresentation> find(String clientId) {
    return realm.clients().findByClientId(clientId).stream().findFirst();
  }

  private ClientRepresentation reread(String clientId) {
    return find(clientId)
        .orElseThrow(
            () -> new NotFoundException("client " + clientId + " does not exist any more"));
  }

  private static boolean isOwnedBy(ClientRepresentation client, Owner owner) {
    return owner.toString().equals(marker(client));
  }

  private static String holder(ClientRepresentation client) {
    String marker = marker(client);
    return marker == null || marker.isEmpty()
        ? "a client that Nauthera does not manage"
        : "AuthClient " + marker;
  }

  private static @Nullable String marker(ClientRepresentation client) {
    return client.getAttributes() == null
        ? null
        : client.getAttributes().get(Names.OWNER_ATTRIBUTE);
  }

  private static RegisteredClient registered(ClientRepresentation client) {
    return new RegisteredClient(
        client.getId(),
        client.getClientId(),
        client.isPublicClient() || "client-jwt".equals(client.getClientAuthenticatorType())
            ? null
            : client.getSecret(),
        ManagedFields.refreshTokenLifetime(client),
        ManagedFields.offlineTokenLifetime(client));
  }
}
