package io.nauthera.controller.provisioning;

import io.nauthera.api.governance.ServerName;
import java.util.Map;
import java.util.Optional;

/**
 * A realm that answers as a test wants it to; as {@link Realms} it is every server's. Its inventory
 * is complete and empty at first.
 */
public final class InMemoryRealm implements Realm, Realms {
  public static final Endpoints ENDPOINTS =
      new Endpoints(
          "https://auth.example.com/realms/acme",
          Map.of("token_endpoint", "https://auth.example.com/token"));

  private final InMemoryClientRegistry clients = new InMemoryClientRegistry();
  private final RealmInventory inventory = new RealmInventory();
  private Optional<NotConnected> obstacle = Optional.empty();
  private Optional<Connected> remembered = Optional.empty();
  private Discovery discovery = ENDPOINTS;
  private Health health = new Health(null, "26.0");
  private Optional<Unavailable> notCalled = Optional.empty();
  private boolean closed;

  public InMemoryRealm() {
    inventory.walked(new RealmInventory.Complete());
  }

  /** How far the walk through the realm is. */
  public void walked(RealmInventory.State state) {
    inventory.walked(state);
  }

  /** From now on, connecting fails. */
  public void disconnect(NotConnected why) {
    obstacle = Optional.of(why);
  }

  /** From now on there is a connection. */
  public void reconnect() {
    obstacle = Optional.empty();
  }

  /** From now on the connection to a server is remembered, whether it exists or not. */
  public void remember(RealmSettings settings) {
    remembered = Optional.of(new Connected(settings, this, inventory));
  }

  @Override
  public void forget(ServerName server) {
    remembered = Optional.empty();
  }

  public void discovery(Discovery other) {
    discovery = other;
  }

  public void health(Health other) {
    health = other;
  }

  /** From now on, calls would be refused. */
  public void stopCalls(Unavailable why) {
    notCalled = Optional.of(why);
  }

  public boolean isClosed() {
    return closed;
  }

  public RealmInventory inventory() {
    return inventory;
  }

  @Override
  public Connection connect(RealmSettings server) {
    return obstacle.isPresent() ? obstacle.get() : new Connected(server, this, inventory);
  }

  @Override
  public Optional<Connected> remembered(ServerName server) {
    return remembered;
  }

  @Override
  public Optional<Unavailable> notCalled() {
    return notCalled;
  }

  @Override
  public InMemoryClientRegistry clients() {
    return clients;
  }

  @Override
  public Discovery endpoints() {
    return discovery;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public void close() {
    closed = true;
  }
}
