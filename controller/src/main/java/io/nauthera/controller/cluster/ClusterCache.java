package io.nauthera.controller.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
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
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.controller.status.Conditions;
import io.nauthera.runtime.FaultLog;
import io.nauthera.runtime.SyncedInformers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
  private final SharedIndexInformer<AuthServer> servers;
  private final SharedIndexInformer<AuthClient> clients;

  /**
   * Starts nothing yet.
   *
   * @param kubernetes reads with {@link io.nauthera.runtime.TolerantSerialization}
   * @param maxOutage how long a watch may be down before {@link #outage} says so
   */
  public ClusterCache(
      KubernetesClient kubernetes, DependentsListener dependents, Duration maxOutage) {
    this.dependents = dependents;
    informers = new SyncedInformers(maxOutage);
    servers =
        informers.add(kubernetes.resources(AuthServer.class).inAnyNamespace(), this::serverChanged);
    clients =
        informers.add(kubernetes.resources(AuthClient.class).inAnyNamespace(), this::clientChanged);
    informers.add(kubernetes.resources(AuthPolicy.class).inAnyNamespace(), this::policyChanged);
    informers.add(kubernetes.resources(Namespace.class), this::namespaceChanged);
  }

  /** Is called for each resource that depends on something that has changed. */
  public interface DependentsListener {
    void client(ClientName name);

    void policy(PolicyName name);

    void server(ServerName name);
  }

  public void start() {
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

  void serverChanged(@Nullable AuthServer before, @Nullable AuthServer after) {
    AuthServer server = Objects.requireNonNull(after == null ? before : after);
    if (after == null) {
      index.remove(server);
      faults.removed(server);
    } else {
      faults.changed(after, index.put(after).orElse(null));
    }
    boolean matters =
        before == null
            || after == null
            || isSpecChanged(before, after)
            || isReady(before) != isReady(after);
    if (matters) {
      ServerName name = AuthServers.name(server);
      dependents.server(name);
      index.clientsOf(name).forEach(client -> dependents.client(client.name()));
      index
          .policiesIn(name.namespace())
          .forEach(policy -> dependents.policy(policy.policy().name()));
    }
  }

  /** A resource that cannot be read has only a part of its spec, or none. */
  private static boolean isSpecChanged(CustomResource<?, ?> before, CustomResource<?, ?> after) {
    return !Objects.equals(before.getSpec(), after.getSpec())
        || !ReadFault.of(before).equals(ReadFault.of(after));
  }

  private static boolean isReady(AuthServer server) {
    var status = server.getStatus();
    return status != null && Conditions.isTrue(status.conditions(), ConditionType.READY);
  }

  void policyChanged(@Nullable AuthPolicy before, @Nullable AuthPolicy after) {
    AuthPolicy policy = Objects.requireNonNull(after == null ? before : after);
    PolicyName name = AuthPolicies.name(policy);
    boolean isStatusOnly =
        before != null
            && after != null
            && !isSpecChanged(before, after)
            && Labels.of(before).equals(Labels.of(after));
    TargetedPolicy was = indexed(name);
    if (after == null) {
      policyGenerations.remove(name);
      index.remove(policy);
      faults.removed(policy);
    } else {
      faults.changed(after, index.put(after).orElse(null));
      policyGenerations.put(name, after.getMetadata().getGeneration());
    }
    if (!isStatusOnly) {
      GovernedClients.of(index, was, after == null ? null : indexed(name))
          .forEach(dependents::client);
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
      index.remove(client);
      faults.removed(client);
    } else {
      faults.changed(after, index.put(after).orElse(null));
      // The reconciler sees changes of the spec itself, but not those that keep the generation.
      if (before != null
          && !(Labels.of(before).equals(Labels.of(after))
              && annotations(before).equals(annotations(after)))) {
        dependents.client(AuthClients.name(client));
      }
    }
    // The server of a client that cannot be read can be unknown.
    if ((before == null || after == null) && client.getSpec() != null) {
      dependents.server(AuthClients.server(client));
    }
    governing(before).forEach(dependents::policy);
    governing(after).forEach(dependents::policy);
    claims(before)
        .filter(claims -> !claims(after).equals(Optional.of(claims)))
        .ifPresent(this::notifyRivals);
  }

  /** Empty where the client does not exist or cannot be read. */
  private static Optional<Client> claims(@Nullable AuthClient client) {
    return client == null || client.getSpec() == null
        ? Optional.empty()
        : Optional.of(AuthClients.client(client));
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

  private static Collection<PolicyName> governing(@Nullable AuthClient client) {
    AuthClientStatus status = client == null ? null : client.getStatus();
    var policies = status == null ? null : status.governingPolicies();
    return policies == null
        ? List.of()
        : policies.stream()
            .map(policy -> policy.name().split("/", 2))
            .map(n -> new PolicyName(n[0], n[1]))
            .toList();
  }

  void namespaceChanged(@Nullable Namespace before, @Nullable Namespace after) {
    String name = Objects.requireNonNull(after == null ? before : after).getMetadata().getName();
    if (after == null) {
      index.removeNamespace(name);
      return;
    }
    index.putNamespace(name, Labels.of(after));
    if (before == null || !Labels.of(before).equals(Labels.of(after))) {
      clients
          .getIndexer()
          .byIndex(Cache.NAMESPACE_INDEX, name)
          .forEach(client -> dependents.client(AuthClients.name(client)));
    }
  }

  private static Map<String, String> annotations(HasMetadata resource) {
    Map<String, String> annotations = resource.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
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
    return Optional.ofNullable(servers.getStore().getByKey(name.toString()));
  }

  @Override
  public Optional<AuthClient> client(ClientName name) {
    return Optional.ofNullable(clients.getStore().getByKey(name.toString()));
  }

  @Override
  public void close() {
    informers.close();
  }
}
