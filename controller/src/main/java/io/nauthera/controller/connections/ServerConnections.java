package io.nauthera.controller.connections;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.Realms;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.metrics.Metrics.Sample;
import io.nauthera.runtime.tracing.Tracing;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keeps one guarded connection per AuthServer until its settings or credentials change. */
public final class ServerConnections implements Realms, AutoCloseable {
  private final ConcurrentMap<ServerName, ServerConnection> servers = new ConcurrentHashMap<>();
  private final ReplacedRealms replaced;
  private final RealmWalks walks;
  private final ServerConnection.Parts parts;

  ServerConnections(
      Secrets secrets,
      RealmFactory factory,
      Clock clock,
      GuardSettings guard,
      DriftSettings drift,
      DriftListener driftListener,
      ServerListener serverListener,
      LoopbackHttp loopbackHttp,
      Tracing tracing) {
    replaced = new ReplacedRealms(clock);
    walks = new RealmWalks(drift, driftListener);
    parts =
        new ServerConnection.Parts(
            new CredentialsReader(secrets, loopbackHttp),
            factory,
            clock,
            guard,
            serverListener,
            walks,
            replaced,
            tracing);
  }

  /** Calls the listeners from threads of its own; they must not block. */
  public static ServerConnections of(
      KubernetesClient kubernetes,
      RealmFactory factory,
      DriftSettings drift,
      DriftListener driftListener,
      ServerListener serverListener,
      LoopbackHttp loopbackHttp,
      Tracing tracing) {
    return new ServerConnections(
        Secrets.of(kubernetes),
        factory,
        MonotonicClock.start(System::nanoTime),
        GuardSettings.DEFAULT,
        drift,
        driftListener,
        serverListener,
        loopbackHttp,
        tracing);
  }

  /** Makes the client of a realm. */
  public interface RealmFactory {
    /**
     * Calls nothing at the server yet.
     *
     * @throws IOException if the certificate authorities cannot be read; the message says so
     */
    Realm connect(ServerName server, KeycloakConnection connection) throws IOException;
  }

  /** Shows which servers are not called now. */
  public void show(Metrics metrics) {
    metrics.gauge(
        Metric.SERVER_CIRCUIT_OPEN,
        () ->
            servers.entrySet().stream()
                .flatMap(entry ->
                    entry.getValue().isStopped().stream()
                        .map(stopped -> Sample.of(stopped, entry.getKey().toString())))
                .toList());
  }

  @Override
  public Connection connect(RealmSettings server) {
    replaced.closeUnused();
    return servers
        .computeIfAbsent(server.server(), name -> new ServerConnection(name, parts))
        .connect(server);
  }

  @Override
  public Optional<Connected> remembered(ServerName server) {
    ServerConnection connection = servers.get(server);
    return connection == null ? Optional.empty() : connection.remembered();
  }

  @Override
  public void forget(ServerName server) {
    ServerConnection connection = servers.remove(server);
    if (connection != null) {
      connection.forget();
    }
  }

  /** Runs a task where the walks through the realms are started. */
  public void execute(Runnable task) {
    walks.execute(task);
  }

  @Override
  public void close() {
    walks.close();
    servers.values().forEach(ServerConnection::forget);
    replaced.close();
  }
}
