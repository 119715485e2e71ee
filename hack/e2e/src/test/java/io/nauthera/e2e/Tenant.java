package io.nauthera.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import io.nauthera.sandbox.process.CommandResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;

/** The realm, security namespace and team namespace of one test class. */
public final class Tenant {
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  public final Sandbox sandbox;
  public final KubernetesClient kubernetes;
  public final String realm;
  public final String security;
  public final String team;

  public Tenant(String name) {
    this(SharedSandbox.get(), name);
  }

  public Tenant(Sandbox sandbox, String name) {
    this.sandbox = sandbox;
    kubernetes = sandbox.kubernetes();
    realm = name;
    security = name + "-security";
    team = name + "-team";
    for (String namespace : new String[] {security, team}) {
      kubernetes
          .namespaces()
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .serverSideApply();
    }
  }

  /** A tenant with a realm, a usable AuthServer and a policy "web". */
  public static Tenant governedBy(String name, String policy) {
    var tenant = new Tenant(name);
    ServiceAccount account = tenant.createRealm();
    tenant.applyCredentials(account.clientId(), account.secret());
    tenant.applyServer();
    tenant.applyPolicy("web", policy);
    return tenant;
  }

  /** Creates a realm, an AuthServer that is called at {@code keycloakUrl}, and a policy "web". */
  public void applyServerAt(String keycloakUrl, String policy) {
    ServiceAccount account = createRealm();
    applyCredentials(account.clientId(), account.secret());
    apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: server, namespace: %s}
        spec: {issuerUrl: "%s/realms/%s", keycloak: {url: "%s"}}
        """
            .formatted(security, sandbox.keycloak().url(), realm, keycloakUrl));
    applyPolicy("web", policy);
  }

  public ServiceAccount createRealm() {
    sandbox.keycloak().admin().createRealm(realm);
    return sandbox
        .keycloak()
        .admin()
        .createServiceAccount(realm, "nauthera", "manage-clients", "view-realm");
  }

  public void applyCredentials(String clientId, String clientSecret) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName("server-keycloak")
            .withNamespace(security)
            .endMetadata()
            .withStringData(Map.of("client_id", clientId, "client_secret", clientSecret))
            .build();
    kubernetes.secrets().resource(secret).forceConflicts().serverSideApply();
  }

  public void applyServer() {
    apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: server, namespace: %s}
        spec: {issuerUrl: "%s/realms/%s"}
        """
            .formatted(security, sandbox.keycloak().url(), realm));
  }

  public void applyPolicy(String name, String spec) {
    apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthPolicy
        metadata: {name: %s, namespace: %s}
        spec: %s
        """
            .formatted(name, security, spec));
  }

  /** Applies a client that must be admitted. */
  public void onboard(String name, String spec) {
    onboard(name, Map.of(), spec);
  }

  public void onboard(String name, Map<String, String> labels, String spec) {
    var unused = applyClient(name, labels, spec).orThrow();
  }

  /** The spec is a YAML flow mapping without its braces. */
  public CommandResult applyClient(String name, String spec) {
    return applyClient(name, Map.of(), spec);
  }

  public CommandResult applyClient(String name, Map<String, String> labels, String spec) {
    return kubectlApply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: %s, namespace: %s, labels: %s}
        spec: {authServerRef: {name: server, namespace: %s}, %s}
        """
            .formatted(name, team, Serialization.asJson(labels), security, spec));
  }

  public CommandResult kubectlApply(String manifest, String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "apply";
    arguments[1] = "-f";
    arguments[2] = "-";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return sandbox.kubectlReading(manifest, arguments);
  }

  public void apply(String manifest) {
    var unused = kubectlApply(manifest).orThrow();
  }

  public void applyServerSide(String manifest) {
    var unused = kubectlApply(manifest, "--server-side").orThrow();
  }

  public void delete(String client) {
    var unused = client(client).delete();
  }

  public Resource<AuthClient> client(String name) {
    return kubernetes.resources(AuthClient.class).inNamespace(team).withName(name);
  }

  public Resource<AuthPolicy> policy(String name) {
    return kubernetes.resources(AuthPolicy.class).inNamespace(security).withName(name);
  }

  public Resource<AuthServer> server() {
    return kubernetes.resources(AuthServer.class).inNamespace(security).withName("server");
  }

  public Resource<Secret> secret(String name) {
    return kubernetes.secrets().inNamespace(team).withName(name);
  }

  public Optional<Condition> condition(String client, String type) {
    AuthClient current = client(client).get();
    if (current == null
        || current.getStatus() == null
        || current.getStatus().conditions() == null) {
      return Optional.empty();
    }
    return current.getStatus().conditions().stream().filter(c -> c.type().equals(type)).findFirst();
  }

  public void awaitReady(String client) {
    awaitCondition(
        client,
        "Ready",
        ready ->
            Assertions.assertThat(ready.status())
                .as(ready.toString())
                .isEqualTo(Condition.Status.True));
  }

  /** Waits until the condition is about the current generation and satisfies the assertions. */
  public void awaitCondition(String client, String type, Consumer<Condition> assertions) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Condition condition =
              condition(client, type).orElseThrow(() -> new AssertionError("no " + type));
          Assertions.assertThat(condition.observedGeneration())
              .isEqualTo(client(client).get().getMetadata().getGeneration());
          assertions.accept(condition);
        });
  }

  /** Waits until the policy reports a conflict with other policies. */
  public void awaitConflict(String policy, String... words) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            Assertions.assertThat(policy(policy).get().getStatus().conditions())
                .as(policy)
                .anySatisfy(condition -> {
                  Assertions.assertThat(condition.reason()).isEqualTo("PoliciesConflict");
                  Assertions.assertThat(condition.message()).contains(words);
                }));
  }

  public boolean isRegistered(String clientId) {
    return sandbox.keycloak().admin().client(realm, clientId).isPresent();
  }
}
