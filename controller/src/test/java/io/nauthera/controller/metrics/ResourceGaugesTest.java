package io.nauthera.controller.metrics;

import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicyStatus;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerStatus;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResourceGaugesTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final InMemoryClusterState cluster = new InMemoryClusterState();
  private final Metrics metrics = new Metrics(Metric.Program.CONTROLLER);

  @Test
  void server_withoutClients_showsZero() throws Exception {
    cluster.put(server(""));

    assertThat(text())
        .contains(
            "nauthera_clients{ready=\"True\",server=\"security/main\"} 0.0",
            "nauthera_governed_clients{server=\"security/main\"} 0.0",
            "nauthera_violating_clients{server=\"security/main\"} 0.0",
            "nauthera_ungoverned_clients{server=\"security/main\"} 0.0",
            "nauthera_orphaned_clients{server=\"security/main\"} 0.0");
  }

  @Test
  void clients_areCountedByTheirStatus_whileTheServerIsMissingToo() throws Exception {
    cluster.put(client("new", ""));
    cluster.put(
        status(
            "ready",
            "conditions: [{type: Ready, status: 'True', reason: ClientProvisioned}], governingPolicies: [{name: security/web, generation: 1}]"));
    cluster.put(
        status(
            "bad",
            "conditions: [{type: Ready, status: 'False', reason: PolicyViolation}], governingPolicies: [{name: security/web, generation: 1}], violations: [{field: spec.scopes, rule: scopes, message: no}]"));
    cluster.put(
        status("lost", "conditions: [{type: Accepted, status: 'False', reason: Ungoverned}]"));

    assertThat(text())
        .contains(
            "nauthera_clients{ready=\"True\",server=\"security/main\"} 1.0",
            "nauthera_clients{ready=\"False\",server=\"security/main\"} 1.0",
            "nauthera_clients{ready=\"Unknown\",server=\"security/main\"} 2.0",
            "nauthera_governed_clients{server=\"security/main\"} 2.0",
            "nauthera_violating_clients{server=\"security/main\"} 1.0",
            "nauthera_ungoverned_clients{server=\"security/main\"} 1.0");
  }

  @Test
  void orphans_areThoseOfTheStatusOfTheServer() throws Exception {
    AuthServer server = server("");
    server.setStatus(
        YAML.unmarshal(
            "--- {orphanedClients: {count: 3, clientIds: [a]}}", AuthServerStatus.class));
    cluster.put(server);

    assertThat(text()).contains("nauthera_orphaned_clients{server=\"security/main\"} 3.0");
  }

  @Test
  void violationsOfAPolicyOnTrial_areShownWithItsEnforcement() throws Exception {
    AuthPolicy audit = policy("audit", "enforcement: Audit");
    audit.setStatus(
        YAML.unmarshal("--- {violatingClients: {count: 2, names: [a]}}", AuthPolicyStatus.class));
    cluster.put(audit).put(policy("new", ""));

    assertThat(text())
        .contains(
            "nauthera_policy_violating_clients{enforcement=\"Audit\",policy=\"security/audit\"} 2.0",
            "nauthera_policy_violating_clients{enforcement=\"Enforce\",policy=\"security/new\"} 0.0");
  }

  private static AuthClient status(String name, String status) {
    AuthClient client = client(name, "");
    client.setStatus(YAML.unmarshal("--- {" + status + "}", AuthClientStatus.class));
    return client;
  }

  private String text() throws Exception {
    ResourceGauges.show(cluster, metrics);
    var out = new ByteArrayOutputStream();
    metrics.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
