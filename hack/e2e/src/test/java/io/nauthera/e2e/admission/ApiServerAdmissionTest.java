package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Admission through a real API server: refusals, warnings, dry run and defaults. */
class ApiServerAdmissionTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant =
        Tenant.governedBy("admission", "{enforcePKCE: true, allowedScopes: [openid, profile]}");
  }

  @Test
  void client_severalViolations_isInvalidWithACausePerViolationAndAllInTheMessage() {
    var manifest =
        Serialization.unmarshal(
            """
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthClient
            metadata: {name: wrong, namespace: %s}
            spec:
              authServerRef: {name: server, namespace: %s}
              redirectUris: ["http://app.example.com/callback"]
              scopes: [openid, "admin:all"]
            """
                .formatted(tenant.team, tenant.security),
            AuthClient.class);

    assertThatThrownBy(() -> tenant.kubernetes.resource(manifest).create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refusal -> {
              assertThat(refusal.getCode()).isEqualTo(422);
              assertThat(refusal.getStatus().getReason()).isEqualTo("Invalid");
              assertThat(refusal.getStatus().getDetails().getCauses())
                  .extracting(StatusCause::getField)
                  .containsExactly("spec.redirectUris[0]", "spec.scopes[1]");
              assertThat(refusal.getStatus().getMessage())
                  .contains("spec.redirectUris[0]", "spec.scopes[1]", "admin:all");
            });
  }

  @Test
  void client_violatingSinceAPolicyChange_allowsOtherEditsAndRefusesNewViolations() {
    tenant.applyPolicy("later", "{clientSelector: {matchLabels: {later: \"true\"}}}");
    String spec = "displayName: \"%s\", scopes: [openid, profile%s], " + REDIRECTS;
    Map<String, String> labels = Map.of("later", "true");
    tenant.onboard("ratchet", labels, spec.formatted("one", ""));
    tenant.applyPolicy(
        "later", "{clientSelector: {matchLabels: {later: \"true\"}}, allowedScopes: [openid]}");

    CommandResult unrelated = tenant.applyClient("ratchet", labels, spec.formatted("two", ""));
    CommandResult worse = tenant.applyClient("ratchet", labels, spec.formatted("two", ", email"));

    assertThat(unrelated.succeeded()).isTrue();
    assertThat(unrelated.stderr()).contains("Warning:", "profile");
    assertThat(worse.succeeded()).isFalse();
    assertThat(worse.stderr()).contains("\"email\"").doesNotContain("* spec.scopes[1]");
  }

  @Test
  void policy_dryRunOfAChange_answersWithItsImpactAndChangesNothing() {
    tenant.applyPolicy("impact", "{clientSelector: {matchLabels: {impact: \"true\"}}}");
    tenant.onboard("hit", Map.of("impact", "true"), "scopes: [openid, profile], " + REDIRECTS);

    CommandResult result =
        tenant.kubectlApply(
            """
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthPolicy
            metadata: {name: impact, namespace: %s}
            spec: {clientSelector: {matchLabels: {impact: "true"}}, allowedScopes: [openid]}
            """
                .formatted(tenant.security),
            "--dry-run=server");

    assertThat(result.succeeded()).isTrue();
    assertThat(result.stderr()).contains("Warning:", "1 of 1", tenant.team + "/hit");
    assertThat(tenant.policy("impact").get().getSpec().allowedScopes()).isNull();
  }

  @Test
  void client_serverAndIdChangedAfterCreation_isRefused() {
    tenant.onboard("fixed", REDIRECTS);

    CommandResult id =
        tenant.applyClient("fixed", REDIRECTS + ", clientId: " + tenant.team + ".other");
    CommandResult server =
        tenant.sandbox.kubectl(
            "patch",
            "authclient",
            "fixed",
            "-n",
            tenant.team,
            "--type=merge",
            "-p",
            "{\"spec\":{\"authServerRef\":{\"name\":\"another\"}}}");

    assertThat(id.stderr()).contains("clientId cannot change");
    assertThat(server.stderr()).contains("authServerRef cannot change");
  }

  @Test
  void client_withIdOrSecretOfAnother_isRefusedNamingTheOwner() {
    tenant.onboard("holder", REDIRECTS + ", secretName: credentials");

    CommandResult secret = tenant.applyClient("rival", REDIRECTS + ", secretName: credentials");
    CommandResult id =
        tenant.applyClient("rival", REDIRECTS + ", clientId: " + tenant.team + ".holder");

    assertThat(secret.stderr())
        .contains("spec.secretName", "AuthClient " + tenant.team + "/holder");
    assertThat(id.stderr()).contains("spec.clientId", "AuthClient " + tenant.team + "/holder");
  }

  @Test
  void server_inUse_isNotDeleted() {
    tenant.onboard("user", REDIRECTS);

    CommandResult result =
        tenant.sandbox.kubectl("delete", "authserver", "server", "-n", tenant.security);

    assertThat(result.succeeded()).isFalse();
    assertThat(result.stderr()).contains("is in use", tenant.team + "/");
    assertThat(tenant.server().get()).isNotNull();
  }
}
