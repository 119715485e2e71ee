package io.nauthera.controller.keycloak;

import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.ServerCheck;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;

/** Clients of one realm, through Keycloak's Admin REST API as a service account of that realm. */
public final class KeycloakClientRegistry implements ClientRegistry, AutoCloseable {
  private static final int CREATED = 201;
  private static final int CONFLICT = 409;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Keycloak keycloak;
  private final RealmResource realm;
  private final Failures failures;

  private KeycloakClientRegistry(Keycloak keycloak, KeycloakConnection connection) {
    this.keycloak = keycloak;
    this.realm = keycloak.realm(connection.realm());
    this.failures = new Failures(connection);
  }

  /** Asks nothing yet. */
  public static KeycloakClientRegistry connect(KeycloakConnection connection) {
    return new KeycloakClientRegistry(AdminClients.of(connection), connection);
  }

  @Override
  public Outcome ensure(DesiredClient desired) {
    try {
      return withFreshToken(() -> ensureOnce(desired));
    } catch (WebApplicationException | ProcessingException e) {
      return failures.outcome(e);
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
      return lacking(missing);
    }
    try (Response answer = realm.clients().create(fresh(desired, limits))) {
      return switch (answer.getStatus()) {
        case CREATED -> new Created(registered(reread(desired.clientId())));
        // Somebody was faster, or it was us and the answer was lost.
        case CONFLICT -> adjust(reread(desired.clientId()), desired, limits);
        default -> throw Failures.of(answer);
      };
    }
  }

  private Outcome adjust(ClientRepresentation actual, DesiredClient desired, SessionLimits limits) {
    if (!isOwnedBy(actual, desired.owner())) {
      return new Taken(desired.clientId(), holder(actual));
    }
    Managed wanted = Managed.of(desired, limits);
    boolean same = Managed.of(actual).equals(wanted);
    boolean sameScopes = RealmScopes.areAsDesired(actual, desired);
    if (same && sameScopes) {
      return new Unchanged(registered(actual));
    }
    if (!sameScopes) {
      var scopes = new RealmScopes(realm);
      Set<String> missing = scopes.missing(desired);
      if (!missing.isEmpty()) {
        return lacking(missing);
      }
      scopes.assign(realm.clients().get(actual.getId()), actual, desired);
    }
    if (!same) {
      wanted.writeTo(actual);
      update(actual);
    }
    return new Updated(registered(reread(desired.clientId())));
  }

  /**
   * Without the secret, which Keycloak then keeps: it may be another than the one that was read.
   */
  private void update(ClientRepresentation client) {
    client.setSecret(null);
    realm.clients().get(client.getId()).update(client);
  }

  private static Outcome lacking(Set<String> scopes) {
    return new Rejected(
        "the realm has no scope %s, and its AuthServer says missingScopes: Refuse"
            .formatted(String.join(", ", scopes)));
  }

  private static ClientRepresentation fresh(DesiredClient desired, SessionLimits limits) {
    var client = new ClientRepresentation();
    client.setClientId(desired.clientId());
    client.setProtocol("openid-connect");
    client.setFrontchannelLogout(false);
    client.setDefaultClientScopes(new ArrayList<>(RealmScopes.defaults(desired)));
    client.setOptionalClientScopes(new ArrayList<>(RealmScopes.optionals(desired)));
    Managed.of(desired, limits).writeTo(client);
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
          actual.getAttributes().put(Managed.OWNER, "");
          update(actual);
        });
  }

  private Removal leave(String clientId, Owner owner, Consumer<ClientRepresentation> parting) {
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
          parting.accept(actual.get());
        } catch (NotFoundException | InternalServerErrorException e) {
          // Of several removals at once Keycloak answers 500 to all but one.
          if (find(clientId).isPresent()) {
            throw e;
          }
        }
        return new Removed();
      });
    } catch (WebApplicationException | ProcessingException e) {
      return failures.unavailable(e);
    }
  }

  /**
   * Whether the realm can be used as it must be; the version where the service account may see it.
   */
  public ServerCheck check() {
    try {
      withFreshToken(() -> {
        var unusedRealm = SessionLimits.of(realm.toRepresentation());
        return realm.clients().findByClientId("account");
      });
      return new ServerCheck(null, version());
    } catch (WebApplicationException | ProcessingException e) {
      return new ServerCheck(failures.unavailable(e), null);
    }
  }

  private @Nullable String version() {
    try {
      var system = keycloak.serverInfo().getInfo().getSystemInfo();
      return system == null ? null : system.getVersion();
    } catch (ForbiddenException | NotFoundException e) {
      return null;
    }
  }

  /**
   * A token may be revoked before it expires; the admin client fetches another one only for the
   * next call.
   */
  private static <T> T withFreshToken(Supplier<T> call) {
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
        .orElseThrow(() -> new NotFoundException("client " + clientId + " vanished"));
  }

  private static boolean isOwnedBy(ClientRepresentation client, Owner owner) {
    return owner.toString().equals(marker(client));
  }

  private static String holder(ClientRepresentation client) {
    String marker = marker(client);
    return marker == null || marker.isEmpty()
        ? "somebody that Nauthera does not know"
        : "AuthClient " + marker;
  }

  private static @Nullable String marker(ClientRepresentation client) {
    return client.getAttributes() == null ? null : client.getAttributes().get(Managed.OWNER);
  }

  private static RegisteredClient registered(ClientRepresentation client) {
    String idle =
        client.getAttributes() == null ? null : client.getAttributes().get(Managed.SESSION_IDLE);
    return new RegisteredClient(
        client.getId(),
        client.getClientId(),
        client.isPublicClient() || "client-jwt".equals(client.getClientAuthenticatorType())
            ? null
            : client.getSecret(),
        idle == null || idle.isEmpty() ? null : Duration.ofSeconds(Long.parseLong(idle)));
  }

  @Override
  public void close() {
    keycloak.close();
  }
}
