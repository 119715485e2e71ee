package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may set the annotation that leaves a client in Keycloak: users with the roles of the chart.
 */
class AbandonTest {
  private static final String ABANDON = AuthApi.ABANDON_ANNOTATION + "=true";
  private static Tenant tenant;

  @BeforeAll
  static void developerAndAdmins() {
    tenant = new Tenant("abandon");
    tenant.applyServer();
    tenant.applyPolicy("web", "{}");
    bind("developer", tenant.team, "edit");
    bind("platform", tenant.team, "nauthera-platform-admin");
    bind("platform", tenant.security, "nauthera-platform-admin");
    bind("security", tenant.security, "nauthera-security-admin");
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(
            () -> assertThat(can("developer", tenant.team, "update", "authclients")).isTrue());
  }

  private static void bind(String user, String namespace, String role) {
    var unused =
        tenant
            .sandbox
            .kubectl(
                "-n",
                namespace,
                "create",
                "rolebinding",
                user,
                "--clusterrole=" + role,
                "--user=" + user)
            .orThrow();
  }

  private static boolean can(String user, String namespace, String verb, String resource) {
    return tenant
        .sandbox
        .kubectl(
            "auth", "can-i", verb, resource + "." + AuthApi.GROUP, "-n", namespace, "--as=" + user)
        .succeeded();
  }

  private static CommandResult annotate(String user, String client, String annotation) {
    return tenant.sandbox.kubectl(
        "-n",
        tenant.team,
        "annotate",
        "--overwrite",
        "authclient",
        client,
        annotation,
        "--as=" + user);
  }

  @Test
  void developer_setsOrChangesTheAnnotation_learnsWhatIsMissing() {
    tenant.onboard("kept", "scopes: [openid], redirectUris: [\"https://a.example.com/\"]");

    CommandResult set = annotate("developer", "kept", ABANDON);
    var unused = annotate("platform", "kept", ABANDON).orThrow();
    CommandResult changed = annotate("developer", "kept", AuthApi.ABANDON_ANNOTATION + "=false");
    CommandResult other = annotate("developer", "kept", "example.com/note=yes");
    CommandResult removed = annotate("developer", "kept", AuthApi.ABANDON_ANNOTATION + "-");

    for (CommandResult refused : new CommandResult[] {set, changed}) {
      assertThat(refused.succeeded()).as(refused.toString()).isFalse();
      assertThat(refused.stderr())
          .contains(
              "annotation auth.nauthera.io/abandon-remote-client: to set it you need the verb"
                  + " \"abandon\" on authclients in namespace \"abandon-team\"",
              "ask a platform admin (ClusterRole nauthera-platform-admin)");
    }
    assertThat(other.succeeded()).as(other.toString()).isTrue();
    assertThat(removed.succeeded()).as(removed.toString()).isTrue();
  }

  @Test
  void developer_createsWithTheAnnotation_isRefused() {
    String manifest =
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {generateName: born-, namespace: %s, annotations: {%s: "true"}}
        spec: {authServerRef: {name: server, namespace: %s}, grantTypes: [authorization_code],
          redirectUris: ["https://a.example.com/"]}
        """
            .formatted(tenant.team, AuthApi.ABANDON_ANNOTATION, tenant.security);

    CommandResult result =
        tenant.sandbox.kubectlReading(manifest, "create", "-f", "-", "--as=developer");

    assertThat(result.succeeded()).as(result.toString()).isFalse();
    assertThat(result.stderr()).contains("you need the verb \"abandon\"");
  }

  @Test
  void roles_ofThePeople_allowWhatTheyOwnAndNoMore() {
    assertThat(can("security", tenant.security, "create", "authpolicies")).isTrue();
    assertThat(can("security", tenant.security, "create", "authservers")).isFalse();
    assertThat(can("platform", tenant.security, "create", "authservers")).isTrue();
    assertThat(can("platform", tenant.security, "delete", "userstores")).isTrue();
    assertThat(can("platform", tenant.security, "create", "authpolicies")).isFalse();
    assertThat(can("platform", tenant.team, "abandon", "authclients")).isTrue();
    assertThat(can("developer", tenant.team, "abandon", "authclients")).isFalse();
    assertThat(can("developer", tenant.team, "create", "authpolicies")).isFalse();
  }
}
