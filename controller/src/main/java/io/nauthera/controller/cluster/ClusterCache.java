package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.GovernedClients;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.governance.TargetedPolicy;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.mapping.Labels;
import io.nauthera.api.mapping.ReadFault;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.runtime.FaultLog;
import io.nauthera.runtime.SyncedInformers;
import io.nauthera.runtime.WatchedNamespaces;
import io.nauthera.runtime.metrics.Metrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state of the cluster with informers. Updates the index before it notifies the dependent
 * resources, so that a notified reconciler never reads a stale index.
 */
public final class ClusterCache implements ClusterState, AutoCloseable {
  /** How many resources the informers of the reconcilers list at once. */
  public static final long PAGE = 500;

  private final ManifestIndex index = new ManifestIndex();
  private final ConcurrentMap<PolicyName, Long> policyGenerations = new ConcurrentHashMap<>();
  private final FaultLog faults = new FaultLog();
  private final SyncedInformers informers;
  private final DependentsListener dependents;
  private final AtomicLong version = new AtomicLong();
  private final LatestResources<AuthServer> servers;
  private final LatestResources<AuthClient> clients;
  private final LatestResources<AuthPolicy> policies;

  /**
   * Starts nothing yet.
   *
   * @param kubernetes reads with {@link io.nauthera.runtime.TolerantSerialization}
   * @param maxOutage how long a watch may be down before {@link #outage} says so
   */
  public ClusterCache(
      KubernetesClient kubernetes,
      WatchedNamespaces namespaces,
      DependentsListener dependents,
      Duration maxOutage) {
    this.dependents = dependents;
    informers = new SyncedInformers(maxOutage);
    servers =
        new LatestResources<>(
            informers.addAll(
                namespaces.of(kubernetes.resources(AuthServer.class)), this::serverChanged));
    clients =
        new LatestResources<>(
            informers.addAll(
                namespaces.of(kubernetes.resources(AuthClient.class)), this::clientChanged));
    policies =
        new LatestResources<>(
            informers.addAll(
                namespaces.of(kubernetes.resources(AuthPolicy.class)), this::policyChanged));
    var unused = informers.addNamespaces(namespaces.namespaces(kubernetes), this::namespaceChanged);
  }

  /** Is called for each resource that depends on something that has changed. */
  public interface DependentsListener {
    void client(ClientName name);

    void policy(PolicyName name);

    void server(ServerName name);

    /** Clients that may call their server at the same time, and need not. */
    void clientsInTurn(ServerName server, Collection<ClientName> names);

    /** The AuthServer does not exist, and no AuthClient refers to it. */
    void serverUnused(ServerName name);
  }

  public void start(Metrics metrics) {
    informers.show(metrics);
    informers.start();
  }

  /** Waits until the index holds everything that existed at the start. */
  public void awaitSync() throws InterruptedException {
    informers.awaitSync();
  }

  /** Which kind has not been watched for too long: the cache can then be out of date. */
  public Optional<String> outage() {
    return informers.outage();
  }

  /** Why the cache does not change any more, as a clause; empty while an informer reconnects. */
  public Optional<String> failure() {
    return informers.failure();
  }

  void serverChanged(@Nullable AuthServer before, @Nullable AuthServer after) {
    AuthServer server = Objects.requireNonNull(after == null ? before : after);
    ServerName name = AuthServers.name(server);
    if (after == null) {
      servers.sawDeletion(server);
      index.remove(server);
      faults.removed(server);
    } else {
      servers.saw(after);
      faults.changed(after, index.put(after).orElse(null));
    }
    if (before == null || after == null || ResourceChanges.isSpecChanged(before, after)) {
      version.incrementAndGet();
      dependents.server(name);
      wakeClients(name);
      index
          .policiesIn(name.namespace())
          .forEach(policy -> dependents.policy(policy.policy().name()));
      forgetUnused(name);
    } else if (!ResourceChanges.isReady(before) && ResourceChanges.isReady(after)) {
      wakeClients(name);
    }
  }

  private void wakeClients(ServerName server) {
    dependents.clientsInTurn(server, index.clientsOf(server).stream().map(Client::name).toList());
  }

  private void forgetUnused(ServerName name) {
    if (server(name).isEmpty() && index.clientsOf(name).isEmpty()) {
      dependents.serverUnused(name);
    }
  }

  void policyChanged(@Nullable AuthPolicy before, @Nullable AuthPolicy after) {
    AuthPolicy policy = Objects.requireNonNull(after == null ? before : after);
    PolicyName name = AuthPolicies.name(policy);
    boolean isStatusOnly =
        before != null
            && after != null
            && !ResourceChanges.isSpecChanged(before, after)
            && Labels.of(before).equals(Labels.of(after));
    TargetedPolicy was = indexed(name);
    boolean wasUnreadable = before != null && ReadFault.of(before).isPresent();
    if (after == null) {
      policies.sawDeletion(policy);
      policyGenerations.remove(name);
      index.remove(policy);
      faults.removed(policy);
    } else {
      policies.saw(after);
      faults.changed(after, index.put(after).orElse(null));
      policyGenerations.put(name, after.getMetadata().getGeneration());
    }
    if (!isStatusOnly) {
      version.incrementAndGet();
      if (wasUnreadable) {
        // While it could not be read, it might have governed any client.
        index.serversIn(name.namespace()).forEach(server -> wakeClients(server.name()));
      }
      GovernedClients.byServer(index, was, after == null ? null : indexed(name))
          .forEach(dependents::clientsInTurn);
      dependents.policy(name);
      index.serversIn(name.namespace()).forEach(server -> dependents.server(server.name()));
    }
  }

  /** Null if the policy does not exist. */
  private @Nullable TargetedPolicy indexed(PolicyName name) {
    return index.targetedPolicy(name).orElse(null);
  }

  void clientChanged(@Nullable AuthClient before, @Nullable AuthClient after) {
    AuthClient client = Objects.requireNonNull(after == null ? before : after);
    if (after == null) {
      clients.sawDeletion(client);
      index.remove(client);
      faults.removed(client);
    } else {
      clients.saw(after);
      faults.changed(after, index.put(after).orElse(null));
    }
    if (before == null || after == null || ResourceChanges.isMoreThanStatus(before, after)) {
      version.incrementAndGet();
      dependents.client(AuthClients.name(client));
    } else if (ResourceChanges.isRegistrationChanged(before, after)) {
      version.incrementAndGet();
      if (!AuthClients.isRegistered(after.getStatus())) {
        dependents.client(AuthClients.name(client));
      }
    }
    // The server of a client that cannot be read can be unknown.
    if ((before == null || after == null) && client.getSpec() != null) {
      dependents.server(AuthClients.server(client));
      forgetUnused(AuthClients.server(client));
    }
    ResourceChanges.governing(before).forEach(dependents::policy);
    ResourceChanges.governing(after).forEach(dependents::policy);
    ResourceChanges.claims(before)
        .filter(claims -> !ResourceChanges.claims(after).equals(Optional.of(claims)))
        .ifPresent(this::notifyRivals);
  }

  /** Others may wait for the client id or the Secret that a client no longer claims. */
  private void notifyRivals(Client claims) {
    Stream.of(
            index.clientsWithId(claims.server(), claims.clientId()),
            index.clientsWithSecret(claims.name().namespace(), claims.secretName()))
        .flatMap(Collection::stream)
        .map(Client::name)
        .filter(name -> !name.equals(claims.name()))
        .forEach(dependents::client);
  }

  void namespaceChanged(@Nullable Namespace before, @Nullable Namespace after) {
    String name = Objects.requireNonNull(after == null ? before : after).getMetadata().getName();
    if (after == null) {
      index.removeNamespace(name);
      return;
    }
    index.putNamespace(name, Labels.of(after));
    if (before == null || !Labels.of(before).equals(Labels.of(after))) {
      version.incrementAndGet();
      clients.in(name).forEach(client -> dependents.client(AuthClients.name(client)));
    }
  }

  @Override
  public Map<PolicyName, Long> policyGenerations(String namespace) {
    Map<PolicyName, Long> generations = new HashMap<>();
    policyGenerations.forEach((name, generation) -> {
      if (name.namespace().equals(namespace)) {
        generations.put(name, generation);
      }
    });
    return generations;
  }

  @Override
  public ManifestIndex index() {
    return index;
  }

  @Override
  public Optional<AuthServer> server(ServerName name) {
    return servers.get(name.toString());
  }

  @Override
  public Optional<AuthClient> client(ClientName name) {
    return clients.get(name.toString());
  }

  @Override
  public Optional<AuthPolicy> policy(PolicyName name) {
    return policies.get(name.toString());
  }

  @Override
  public long version() {
    return version.get();
  }

  @Override
  public void wrote(AuthClient client) {
    clients.wrote(client);
  }

  @Override
  public void wrote(AuthPolicy policy) {
    policies.wrote(policy);
  }

  @Override
  public void wrote(AuthServer server) {
    servers.wrote(server);
  }

  @Override
  public void close() {
    informers.close();
  }
}
