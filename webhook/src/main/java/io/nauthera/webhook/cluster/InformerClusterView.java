package io.nauthera.webhook.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.nauthera.api.governance.Client;
import io.nauthera.api.governance.ClusterView;
import io.nauthera.api.governance.ScopedPolicy;
import io.nauthera.api.governance.Server;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.mapping.AuthPolicies;
import io.nauthera.api.mapping.AuthServers;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.webhook.admission.KnownClients;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster as informers last heard of it; each resource is mapped once, when it is heard of. */
public final class InformerClusterView implements ClusterView, KnownClients, AutoCloseable {
  private final GroupedIndex<String, ServerName, Server> servers = new GroupedIndex<>();
  private final GroupedIndex<String, PolicyName, ScopedPolicy> policies = new GroupedIndex<>();
  private final GroupedIndex<ServerName, ClientName, KnownClient> clients = new GroupedIndex<>();
  private final GroupedIndex<String, String, Map<String, String>> namespaces = new GroupedIndex<>();
  private final List<SharedIndexInformer<?>> informers;

  public InformerClusterView(KubernetesClient kubernetes) {
    informers =
        List.of(
            kubernetes
                .resources(AuthServer.class)
                .inAnyNamespace()
                .runnableInformer(0)
                .addEventHandler(
                    IndexFeeder.of(
                        servers,
                        AuthServers::name,
                        server -> server.getMetadata().getNamespace(),
                        AuthServers::server)),
            kubernetes
                .resources(AuthPolicy.class)
                .inAnyNamespace()
                .runnableInformer(0)
                .addEventHandler(
                    IndexFeeder.of(
                        policies,
                        AuthPolicies::name,
                        policy -> policy.getMetadata().getNamespace(),
                        AuthPolicies::scoped)),
            kubernetes
                .resources(AuthClient.class)
                .inAnyNamespace()
                .runnableInformer(0)
                .addEventHandler(
                    IndexFeeder.of(
                        clients,
                        AuthClients::name,
                        AuthClients::server,
                        client ->
                            new KnownClient(
                                AuthClients.client(client), AuthClients.metadata(client)))),
            kubernetes
                .resources(Namespace.class)
                .runnableInformer(0)
                .addEventHandler(
                    IndexFeeder.of(
                        namespaces,
                        namespace -> namespace.getMetadata().getName(),
                        namespace -> "",
                        InformerClusterView::labels)));
  }

  private static Map<String, String> labels(Namespace namespace) {
    Map<String, String> labels = namespace.getMetadata().getLabels();
    return labels == null ? Map.of() : Map.copyOf(labels);
  }

  /** Begins to listen; {@link #isSynced()} tells when all that there was has been heard of. */
  public void start() {
    informers.forEach(informer -> informer.exceptionHandler((isStarted, failure) -> true).start());
  }

  public boolean isSynced() {
    return informers.stream().allMatch(SharedIndexInformer::hasSynced);
  }

  @Override
  public Optional<Server> server(ServerName name) {
    return servers.get(name);
  }

  @Override
  public Collection<Server> serversIn(String namespace) {
    return servers.group(namespace);
  }

  @Override
  public Collection<ScopedPolicy> policiesIn(String namespace) {
    return policies.group(namespace);
  }

  @Override
  public Collection<Client> clientsOf(ServerName server) {
    return clients.group(server).stream().map(KnownClient::client).toList();
  }

  @Override
  public Optional<Map<String, String>> namespaceLabels(String namespace) {
    return namespaces.get(namespace);
  }

  @Override
  public Optional<KnownClient> client(ClientName name) {
    return clients.get(name);
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }
}
