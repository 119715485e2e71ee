package io.nauthera.controller.connections;

import io.nauthera.api.governance.ServerName;
import io.nauthera.controller.connections.CredentialsReader.Complete;
import io.nauthera.controller.connections.CredentialsReader.Incomplete;
import io.nauthera.controller.connections.RealmWalks.Walker;
import io.nauthera.controller.connections.ServerConnections.RealmFactory;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.RealmInventory;
import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Realms.Connection;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import io.nauthera.controller.provisioning.Realms.RealmSettings;
import io.nauthera.runtime.tracing.Tracing;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one AuthServer. Reads Secrets and makes connections outside its lock, and only
 * on one thread at a time for the same settings.
 */
final class ServerConnection {
  /** How long credentials are used before their Secret is read again. */
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final ServerName server;
  private final Parts parts;

  // Guarded by this object.
  private @Nullable Answer answer;
  private @Nullable Attempt running;
  private @Nullable Open open;
  private boolean isForgotten;

  ServerConnection(ServerName server, Parts parts) {
    this.server = server;
    this.parts = parts;
  }

  /** What all connections share. */
  record Parts(
      CredentialsReader credentials,
      RealmFactory factory,
      Clock clock,
      GuardSettings guard,
      ServerListener listener,
      RealmWalks walks,
      ReplacedRealms replaced,
      Tracing tracing) {}

  private record Answer(RealmSettings settings, Connection connection, Instant since) {}

  private record Attempt(RealmSettings settings, FutureTask<Connection> task) {}

  /** The last connection. It stays open while its credentials are missing. */
  private record Open(
      Connected connected,
      KeycloakConnection used,
      GuardedRealm realm,
      ServerGuard guard,
      Walker walker) {

    Open with(RealmSettings settings) {
      return new Open(
          new Connected(settings, realm, connected.inventory()), used, realm, guard, walker);
    }
  }

  Connection connect(RealmSettings settings) {
    Attempt attempt;
    boolean isOwn = false;
    synchronized (this) {
      Answer known = answer != null && answer.settings().equals(settings) ? answer : null;
      if (known != null && known.since().plus(FRESH).isAfter(parts.clock().instant())) {
        return known.connection();
      }
      attempt = running;
      if (attempt == null || !attempt.settings().equals(settings)) {
        attempt = new Attempt(settings, new FutureTask<>(() -> refresh(settings)));
        running = attempt;
        isOwn = true;
      } else if (known != null && known.connection() instanceof Connected connected) {
        return connected;
      }
    }
    return isOwn ? run(attempt) : result(attempt);
  }

  private Connection run(Attempt attempt) {
    attempt.task().run();
    synchronized (this) {
      if (attempt.equals(running)) {
        running = null;
      }
    }
    return result(attempt);
  }

  private static Connection result(Attempt attempt) {
    try {
      return attempt.task().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NotConnected(
          Obstacle.CREDENTIALS_UNREADABLE, "the controller stops and calls no server any more");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(e);
    }
  }

  private Connection refresh(RealmSettings settings) {
    return switch (parts.credentials().read(settings)) {
      case Complete(var wanted) -> connected(settings, wanted);
      case Incomplete(var why, var isTemporary) ->
          answered(settings, isTemporary ? unchanged(settings).orElse(why) : why);
    };
  }

  private Optional<Connection> unchanged(RealmSettings settings) {
    return remembered()
        .filter(last -> last.settings().equals(settings))
        .map(Connection.class::cast);
  }

  private synchronized Connection answered(RealmSettings settings, Connection connection) {
    answer = new Answer(settings, connection, parts.clock().instant());
    return connection;
  }

  private Connection connected(RealmSettings settings, KeycloakConnection wanted) {
    synchronized (this) {
      if (open != null && open.used().equals(wanted)) {
        open = open.with(settings);
        return answered(settings, open.connected());
      }
    }
    try {
      return replaced(settings, wanted, parts.factory().connect(server, wanted));
    } catch (IOException e) {
      return answered(
          settings,
          new NotConnected(
              Obstacle.CERTIFICATE_AUTHORITY_UNREADABLE, String.valueOf(e.getMessage())));
    }
  }

  /** What is known about the realm outlives a change of credentials. */
  private synchronized Connection replaced(
      RealmSettings settings, KeycloakConnection wanted, Realm realm) {
    Open before = open;
    Open after;
    if (before != null && before.connected().settings().realmUrl().equals(settings.realmUrl())) {
      var guarded = new GuardedRealm(realm, before.guard(), parts.tracing());
      var connected = new Connected(settings, guarded, before.connected().inventory());
      after = new Open(connected, wanted, guarded, before.guard(), before.walker());
      before.guard().credentialsChanged();
      parts.replaced().add(before.realm());
    } else {
      var guard =
          new ServerGuard(server, settings.url(), parts.guard(), parts.clock(), parts.listener());
      var guarded = new GuardedRealm(realm, guard, parts.tracing());
      var inventory = new RealmInventory();
      var walker = parts.walks().start(server, this::clients, inventory);
      after = new Open(new Connected(settings, guarded, inventory), wanted, guarded, guard, walker);
      leave(before);
    }
    open = after;
    if (isForgotten) {
      leave(after);
    }
    return answered(settings, after.connected());
  }

  private synchronized ClientRegistry clients() {
    return Objects.requireNonNull(open).realm();
  }

  private void leave(@Nullable Open unused) {
    if (unused != null) {
      unused.walker().stop();
      parts.replaced().add(unused.realm());
    }
  }

  synchronized Optional<Connected> remembered() {
    return Optional.ofNullable(open).map(Open::connected);
  }

  /** Whether the calls are stopped; empty while the server is not connected. */
  synchronized Optional<Boolean> isStopped() {
    return Optional.ofNullable(open).map(connection -> connection.guard().isStopped());
  }

  /** A connection that is being made is not used either. */
  synchronized void forget() {
    isForgotten = true;
    leave(open);
  }
}
