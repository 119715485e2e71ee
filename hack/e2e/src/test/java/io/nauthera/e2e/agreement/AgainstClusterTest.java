package io.nauthera.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.nauthera.e2e.CommandRun;
import io.nauthera.e2e.Tenant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code nauthera validate --against-cluster} and {@code kubectl apply --dry-run=server} give the
 * same verdict, causes and warnings. Each test uses its own label, so that its policies do not
 * govern the clients of other tests.
 */
class AgainstClusterTest {
  private static final String REDIRECT = "redirectUris: [\"https://app.example.com/callback\"]";

  private static Tenant tenant;
  private static Config cluster;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = new Tenant("against");
    cluster = Config.fromKubeconfig(tenant.sandbox.kubeconfig().toFile());
    tenant.applyServer();
    tenant.applyPolicy(
        "web", "{allowedScopes: [openid, profile, email], allowCustomClientIds: true}");
  }

  private static String client(String name, String label, String spec) {
    return client(tenant.team, name, label, spec);
  }

  private static String client(String namespace, String name, String label, String spec) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthClient
    metadata: {name: %s, namespace: %s, labels: {test: %s}}
    spec: {authServerRef: {name: server, namespace: %s}, %s, %s}
    """
        .formatted(name, namespace, label, tenant.security, REDIRECT, spec);
  }

  private static String policy(String name, String label, String rest) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthPolicy
    metadata: {name: %s, namespace: %s}
    spec: {clientSelector: {matchLabels: {test: %s}}, %s}
    """
        .formatted(name, tenant.security, label, rest);
  }

  private static JsonNode agreed(String manifest, String... more) {
    return KubectlAnswer.agreed(tenant, cluster, manifest, more);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private static void assertAllowedSilently(JsonNode result) {
    assertThat(result.path("allowed").asBoolean()).as(result.toPrettyString()).isTrue();
    assertThat(result.path("warnings")).isEmpty();
    assertThat(result.path("warned")).isEmpty();
  }

  private static String fields(JsonNode problems) {
    return String.join(
        " ", problems.valueStream().map(problem -> problem.path("field").asText()).toList());
  }

  @Test
  void newClient_thatPoliciesAllow_isAllowed() {
    assertAllowedSilently(agreed(client("new", "new", "scopes: [openid]")));
  }

  @Test
  void newClient_thatPoliciesForbid_isRefused() {
    JsonNode result = agreed(client("new", "new", "scopes: [openid, admin, root]"));

    assertThat(fields(result.path("violations"))).isEqualTo("spec.scopes[1] spec.scopes[2]");
  }

  @Test
  void newClient_withTheIdOfAClientElsewhere_isRefused() {
    var other = new Tenant("against-other");
    tenant.apply(client(other.team, "holder", "ids", "clientId: held"));

    JsonNode result = agreed(client("rival", "ids", "clientId: held"));

    assertThat(result.at("/violations/0/rule").asText()).isEqualTo("exclusive-client-id");
  }

  @Test
  void storedClient_thatALaterPolicyForbids_isSilentUntilItIsChanged() {
    String manifest = client("late", "late", "scopes: [openid, email]");
    tenant.apply(manifest);
    assertAllowedSilently(agreed(manifest));
    tenant.apply(policy("late", "late", "allowedScopes: [openid]"));

    assertAllowedSilently(agreed(manifest));
    assertThat(fields(agreed(manifest + "  # changed\n").path("warned"))).isEmpty();
    String renamed = client("late", "late", "displayName: Late, scopes: [openid, email]");
    assertThat(fields(agreed(renamed).path("warned"))).isEqualTo("spec.scopes[1]");
    String labelled = manifest.replace("{test: late}", "{test: late, more: labels}");
    assertThat(fields(agreed(labelled).path("warned"))).isEqualTo("spec.scopes[1]");
    String annotated = manifest.replace("labels:", "annotations: {a: b}, labels:");
    assertAllowedSilently(agreed(annotated));
  }

  @Test
  void storedClient_withOneOldAndOneNewViolation_isRefusedForTheNew() {
    tenant.apply(client("both", "both", "scopes: [openid, email]"));
    tenant.apply(policy("both", "both", "allowedScopes: [openid]"));

    JsonNode result = agreed(client("both", "both", "scopes: [openid, email, profile]"));

    assertThat(fields(result.path("violations"))).isEqualTo("spec.scopes[2]");
    assertThat(fields(result.path("warned"))).isEqualTo("spec.scopes[1]");
  }

  @Test
  void storedClient_movedOutOfAPolicyByLabel_isAllowed() {
    tenant.apply(client("moved", "moved", "scopes: [openid, email]"));
    tenant.apply(policy("moved", "moved", "allowedScopes: [openid]"));

    assertAllowedSilently(agreed(client("moved", "elsewhere", "scopes: [openid, email]")));
  }

  @Test
  void storedClient_withAnotherServer_isRefusedByTheCrd() {
    String manifest = client("fixed", "fixed", "scopes: [openid]");
    tenant.apply(manifest);

    JsonNode result = agreed(manifest.replace("{name: server", "{name: other"));

    assertThat(fields(result.path("violations"))).isEqualTo("spec.authServerRef");
    assertThat(result.at("/violations/0/line").asInt()).isEqualTo(4);
  }

  @Test
  void storedClient_withAnotherIdOrNone_isRefusedByTheCrd() {
    tenant.apply(client("id", "id", "clientId: first"));

    assertThat(fields(agreed(client("id", "id", "clientId: second")).path("violations")))
        .isEqualTo("spec.clientId");
    assertThat(fields(agreed(client("id", "id", "scopes: [openid]")).path("violations")))
        .isEqualTo("spec.clientId");
    assertAllowedSilently(agreed(client("id", "id", "clientId: first")));
  }

  @Test
  void storedClient_withAWrongChange_isRefusedBySchemaAndMetadata() {
    tenant.apply(client("wrong", "wrong", "scopes: [openid]"));

    agreed(client("wrong", "wrong", "grantTypes: [magic]"));
    agreed(client("wrong", "\"not a label!\"", "scopes: [openid]"));
  }

  @Test
  void storedClient_fieldRemovedFromTheManifest_isRemoved() {
    tenant.apply(client("less", "less", "displayName: Less, scopes: [openid, email]"));
    tenant.apply(policy("less", "less", "allowedScopes: [openid]"));

    assertAllowedSilently(agreed(client("less", "less", "displayName: Less")));
  }

  @Test
  void storedClient_fieldOfAnotherManager_isKept() {
    String manifest = client("more", "more", "displayName: More");
    tenant.apply(manifest);
    tenant.apply(policy("more", "more", "allowedScopes: [openid]"));
    var unused =
        tenant
            .sandbox
            .kubectl(
                "patch",
                "authclient",
                "more",
                "-n",
                tenant.team,
                "--type=merge",
                "-p",
                "{\"spec\":{\"scopes\":[\"openid\"]},\"metadata\":{\"labels\":{\"theirs\":\"1\"}}}")
            .orThrow();
    tenant.apply(policy("more", "more", "allowedScopes: [profile]"));

    assertAllowedSilently(agreed(manifest));
    JsonNode result = agreed(manifest.replace("displayName: More", "displayName: Other"));
    assertThat(fields(result.path("warned"))).isEqualTo("spec.scopes[0]");
    // kubectl removes a field that the manifest sets to null, also one of another manager.
    JsonNode emptied =
        agreed(manifest.replace("displayName: More", "displayName: Other, scopes: null"));
    assertThat(emptied.path("allowed").asBoolean()).isTrue();
    // The CLI adds that server-side apply would refuse the null.
    assertThat(fields(emptied.path("warned"))).isEqualTo("spec.scopes");
  }

  @Test
  void storedClient_appliedServerSide_isEvaluatedAsMerged() {
    tenant.applyServerSide(client("side", "side", "displayName: Side, scopes: [openid, email]"));
    tenant.apply(policy("side", "side", "allowedScopes: [openid]"));

    assertAllowedSilently(
        agreed(
            client("side", "side", "displayName: Side, scopes: [openid, email]"), "--server-side"));
    assertAllowedSilently(agreed(client("side", "side", "displayName: Side"), "--server-side"));
    JsonNode result =
        agreed(
            client("side", "side", "displayName: Side, scopes: [openid, email, profile]"),
            "--server-side");
    assertThat(fields(result.path("violations"))).isEqualTo("spec.scopes[2]");
    assertThat(fields(result.path("warned"))).isEqualTo("spec.scopes[1]");
  }

  @Test
  void policy_unchangedChangedAndNew_isAnsweredWithItsImpact() {
    tenant.apply(client("hit", "impact", "scopes: [openid, email]"));
    String stored = policy("impact", "impact", "allowedScopes: [openid, email]");
    tenant.apply(stored);

    assertAllowedSilently(agreed(stored));
    JsonNode changed = agreed(policy("impact", "impact", "allowedScopes: [openid]"));
    assertThat(texts(changed.path("warnings")))
        .anyMatch(warning -> warning.contains(tenant.team + "/hit"));
    JsonNode added = agreed(policy("impact-new", "impact", "allowedScopes: [openid]"));
    assertThat(texts(added.path("warnings")))
        .anyMatch(warning -> warning.contains(tenant.team + "/hit"));
    agreed(policy("impact", "impact", "token: {accessTokenTTL: 1h, refreshTokenTTL: 5m}"));
  }

  @Test
  void server_unchangedAndChanged_isAnsweredAsByTheWebhook() {
    String stored =
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthServer
        metadata: {name: lonely, namespace: %s}
        spec: {issuerUrl: "https://auth.example.com/realms/main"}
        """
            .formatted(tenant.security);
    agreed(stored);
    tenant.apply(stored);

    assertAllowedSilently(agreed(stored));
    agreed(stored.replace("realms/main", "realms/other"));
  }

  @Test
  void explain_clientOfTheCluster_namesItsPolicies() {
    tenant.apply(client("explained", "explained", "scopes: [openid]"));

    CommandRun run =
        CommandRun.of(cluster, "", "explain", tenant.team + "/explained", "--against-cluster");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains(tenant.team + "/explained", tenant.security + "/web");
  }
}
