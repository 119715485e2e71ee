package io.nauthera.e2e.rights;

import static io.nauthera.e2e.rights.RightsAudit.CONTROLLER;
import static io.nauthera.e2e.rights.RightsAudit.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.Condition.Status;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.cluster.Helm;
import io.nauthera.sandbox.http.HttpProxy;
import io.nauthera.sandbox.http.ProxiedRequest;
import io.nauthera.sandbox.pods.PodProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything that happens in the life of the programs and of a client, so that each right is used.
 */
record ProgramLife(Tenant tenant, RightsAudit audit) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String WEB = "redirectUris: [\"https://a.example.com/\"]";
  private static final String CONFLICT =
      """
      {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Conflict", "code": 409}
      """;

  void run() throws IOException {
    PodProcess controller = tenant.sandbox.controllerProcess();
    var conflict = new ConflictOfFinalizer(new AtomicBoolean());
    try (HttpProxy proxy = tenant.sandbox.controlPlane().proxy(conflict)) {
      restart(proxy);
      onboard();
      repeatAnEvent();
      changeTheSecret();
      addUserStore();
      conflict.isDue().set(true);
      tenant.delete("app");
      await().atMost(PATIENCE).until(() -> tenant.client("app").get() == null);
      audit.awaitUse(CONTROLLER, "get", "authclients.auth.nauthera.io");
    } finally {
      controller.callApiServerAt(tenant.sandbox.controlPlane().url());
      controller.kill();
      controller.awaitReady(PATIENCE);
    }
  }

  /** Answers the next removal of the finalizer as if another client had changed the object. */
  private record ConflictOfFinalizer(AtomicBoolean isDue) implements HttpProxy.Handler {
    @Override
    public void handle(ProxiedRequest request) throws IOException, InterruptedException {
      boolean isRemoval =
          request.method().equals("PATCH") && request.path().endsWith("/authclients/app");
      if (isRemoval && isDue.compareAndSet(true, false)) {
        request.respond(409, Map.of("content-type", "application/json"), CONFLICT);
      } else {
        request.pass();
      }
    }
  }

  /** With a first Lease, as in a new installation. */
  private void restart(HttpProxy proxy) {
    PodProcess controller = tenant.sandbox.controllerProcess();
    controller.stop();
    var unused =
        tenant.kubernetes.leases().inNamespace(Helm.NAMESPACE).withName(CONTROLLER).delete();
    controller.callApiServerAt(proxy.url());
    controller.start();
    tenant.sandbox.webhookProcess().kill();
    tenant.sandbox.webhookProcess().awaitReady(PATIENCE);
    controller.awaitReady(PATIENCE);
    audit.awaitUse(CONTROLLER, "create", "leases.coordination.k8s.io");
    audit.awaitUse(CONTROLLER, "update", "leases.coordination.k8s.io");
  }

  private void onboard() {
    var account = tenant.createRealm();
    tenant.applyCredentials(account.clientId(), account.secret());
    tenant.applyServer();
    tenant.applyPolicy("web", "{}");
    tenant.onboard("app", "scopes: [openid, profile], " + WEB);
    tenant.awaitReady("app");
  }

  private void repeatAnEvent() {
    for (int i = 0; i < 2; i++) {
      tenant.applyPolicy("web", "{allowedScopes: [openid]}");
      tenant.awaitCondition(
          "app", "Accepted", accepted -> assertThat(accepted.status()).isEqualTo(Status.False));
      tenant.applyPolicy("web", "{}");
      tenant.awaitReady("app");
    }
    audit.awaitUse(CONTROLLER, "patch", "events.events.k8s.io");
  }

  private void changeTheSecret() {
    var unused = tenant.secret("app-client-secret").delete();
    await().atMost(PATIENCE).until(() -> tenant.secret("app-client-secret").get() != null);
    String spec = "scopes: [openid, profile], " + WEB + ", secretTemplate: {labels: {a: b}}";
    tenant.onboard("app", spec);
    audit.awaitUse(CONTROLLER, "update", "secrets");
    tenant.onboard("app", spec + ", secretName: other");
    await().atMost(PATIENCE).until(() -> tenant.secret("other").get() != null);
    audit.awaitUse(CONTROLLER, "delete", "secrets");
  }

  private void addUserStore() {
    tenant.apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: UserStore
        metadata: {name: ldap, namespace: %s}
        spec:
          type: ldap
          ldap:
            server: "ldaps://ldap.example.com:636"
            userSearch: {baseDN: "ou=users,dc=example,dc=com", filter: "(uid=*)", usernameAttribute: uid}
        """
            .formatted(tenant.security));
    audit.awaitUse(CONTROLLER, "patch", "userstores.auth.nauthera.io/status");
  }

  /** What the webhook does with its Secret in the mode selfSigned. */
  void repairTheCertificate(String secret) {
    var stored = tenant.kubernetes.secrets().inNamespace(Helm.NAMESPACE).withName(secret);
    var unused =
        stored.edit(found -> found.toBuilder().addToData("tls.key", "Z2FyYmFnZQ==").build());
    audit.awaitUse(WEBHOOK, "update", "secrets");
    unused = stored.require();
    tenant.sandbox.webhookProcess().awaitReady(PATIENCE);
  }
}
