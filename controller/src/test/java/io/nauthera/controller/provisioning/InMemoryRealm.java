package io.nauthera.controller.provisioning;

import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Realms.Connection;
import io.nauthera.controller.provisioning.Realms.RealmSettings;
import java.util.Map;

/** A realm that answers as a test wants it to; as {@link Realms} it is every server's. */
public final class InMemoryRealm implements Realm, Realms {
  public static final Endpoints ENDPOINTS =
      new Endpoints(
          "https://auth.example.com/realms/acme",
          Map.of("token_endpoint", "https://auth.example.com/token"));

  private final InMemoryClientRegistry clients = new InMemoryClientRegistry();
  private Connection connection = new Connected(this);
  private Discovery discovery = ENDPOINTS;
  private Health health = new Health(null, "26.0");
  private boolean closed;

  public void connection(Connection other) {
    connection = other;
  }

  public void discovery(Discovery other) {
    discovery = other;
  }

  public void health(Health other) {
    health = other;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public Connection connect(RealmSettings server) {
    return connection;
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
