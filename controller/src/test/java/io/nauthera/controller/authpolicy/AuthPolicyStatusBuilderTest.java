package io.nauthera.controller.authpolicy;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthClientStatus.GoverningPolicy;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthPolicyStatus;
import io.nauthera.api.v1alpha1.AuthPolicyStatus.Rollout;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.InMemoryClusterState;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthPolicyStatusBuilderTest {
  private static final Finding PROGRAMMED =
      Finding.holds(ConditionType.PROGRAMMED, Reason.REGISTERED, "registered");
  private static final Finding REFUSED =
      Finding.fails(ConditionType.ACCEPTED, Reason.POLICY_VIOLATION, "forbidden");

  private static final Finding UNREACHABLE =
      Finding.fails(ConditionType.PROGRAMMED, Reason.SERVER_UNAVAILABLE, "no answer");
  private static final Finding TAKEN =
      Finding.fails(ConditionType.PROGRAMMED, Reason.CLIENT_ID_TAKEN, "taken");

  private final InMemoryClusterState cluster =
      new InMemoryClusterState().put(server("")).putNamespace("team");

  private AuthPolicyStatus status(AuthPolicy policy) {
    cluster.put(policy);
    return new AuthPolicyStatusBuilder(cluster).build(policy, NOW);
  }

  private static List<String> conditions(AuthPolicyStatus status) {
    return status.conditions().stream()
        .map(c -> c.type() + " " + c.status() + " " + c.reason() + ": " + c.message())
        .toList();
  }

  /** A client whose status says this under a generation of policy "web". */
  private void put(String name, String scope, Finding finding, long under, @Nullable String id) {
    AuthClient client = client(name, "scopes: [%s]".formatted(scope));
    client.setStatus(
        new AuthClientStatus(
            4L,
            Conditions.only(null, List.of(finding), 4L, NOW),
            null,
            id,
            null,
            null,
            null,
            null,
            List.of(new GoverningPolicy("security/web", under)),
            null,
            null));
    cluster.put(client);
  }

  @Test
  void policy_withoutClients_isReady() {
    assertThat(conditions(status(policy("web", ""))))
        .containsExactly(
            "Enforceable True Supported: the server supports every setting of the policy",
            "Consistent True PoliciesAgree: no other policy imposes different settings on the governed clients",
            "Accepted True Valid: the policy is valid",
            "Programmed True RolledOut: this generation is applied to 0 of 0 governed clients",
            "Ready True RolledOut: this generation is applied to 0 of 0 governed clients");
  }

  @Test
  void clients_provisionedOrRefused_countAsApplied() {
    put("provisioned", "openid", PROGRAMMED, 3, "team.provisioned");
    put("refused", "admin", REFUSED, 3, null);

    AuthPolicyStatus status = status(policy("web", "allowedScopes: [openid]"));

    assertThat(status.rollout()).isEqualTo(new Rollout(3L, 2, 2));
    assertThat(status.governedClients()).isEqualTo(2);
    assertThat(status.compliantClients()).isEqualTo(1);
    assertThat(status.violatingClients().names()).containsExactly("team/refused");
    assertThat(conditions(status))
        .contains("Ready True RolledOut: this generation is applied to 2 of 2 governed clients");
  }

  @Test
  void clients_underAnEarlierGenerationOrUnfinished_areAwaited() {
    put("earlier", "openid", PROGRAMMED, 2, "team.earlier");
    put("later", "openid", PROGRAMMED, 4, "team.later");
    put("registered-and-refused", "admin", REFUSED, 3, "team.registered-and-refused");

    AuthPolicyStatus status = status(policy("web", "allowedScopes: [openid]"));

    assertThat(status.rollout()).isEqualTo(new Rollout(3L, 1, 3));
    assertThat(conditions(status))
        .contains(
            "Programmed False RollingOut: this generation is applied to 1 of 3 governed clients");
  }

  /** Otherwise every new client would make every policy unready. */
  @Test
  void rollout_complete_staysComplete() {
    put("app", "openid", PROGRAMMED, 3, "team.app");
    AuthPolicy policy = policy("web", "");
    policy.setStatus(status(policy));
    put("new", "openid", UNREACHABLE, 3, "team.new");

    AuthPolicyStatus later = status(policy);

    assertThat(later.rollout()).isEqualTo(new Rollout(3L, 1, 2));
    assertThat(Conditions.isTrue(later.conditions(), ConditionType.PROGRAMMED)).isTrue();

    policy.getMetadata().setGeneration(4L);
    assertThat(Conditions.isTrue(status(policy).conditions(), ConditionType.PROGRAMMED)).isFalse();
  }

  /** The policy cannot change that the server has another client of this id. */
  @Test
  void client_thatTheServerDoesNotAccept_isNotAwaited() {
    put("taken", "openid", TAKEN, 3, null);

    assertThat(status(policy("web", "")).rollout()).isEqualTo(new Rollout(3L, 1, 1));
  }

  @Test
  void client_refusedByOtherThanPolicies_isNeitherCompliantNorViolating() {
    cluster.put(client("first", "secretName: shared"));
    AuthClient second = client("second", "secretName: shared");
    second.getMetadata().setCreationTimestamp("2026-01-02T00:00:00Z");
    cluster.put(second);

    AuthPolicyStatus status = status(policy("web", ""));

    assertThat(status.governedClients()).isEqualTo(2);
    assertThat(status.compliantClients()).isEqualTo(1);
    assertThat(status.violatingClients().count()).isZero();
  }

  @Test
  void client_inDeletion_isNotCounted() {
    AuthClient leaving = client("leaving", "scopes: [openid]");
    leaving.getMetadata().setDeletionTimestamp("2026-01-02T00:00:00Z");
    leaving.getMetadata().setFinalizers(List.of(AuthApi.CLIENT_FINALIZER));
    cluster.put(leaving);

    assertThat(status(policy("web", "")).governedClients()).isZero();
  }

  @Test
  void violation_ofAnAuditPolicy_isCounted() {
    put("loose", "admin", PROGRAMMED, 3, "team.loose");

    AuthPolicyStatus status = status(policy("web", "allowedScopes: [openid], enforcement: Audit"));

    assertThat(status.violatingClients().count()).isEqualTo(1);
  }

  @Test
  void policy_conflicting_isReadyAndSaysSo() {
    put("app", "openid", PROGRAMMED, 3, "team.app");
    cluster.put(policy("post", "clientAuthentication: {method: client_secret_post}"));

    assertThat(
            conditions(
                status(policy("web", "clientAuthentication: {method: client_secret_basic}"))))
        .anyMatch(condition -> condition.startsWith("Consistent False PoliciesConflict: "))
        .contains("Ready True RolledOut: this generation is applied to 1 of 1 governed clients");
  }

  @Test
  void policy_invalid_isNotAccepted() {
    AuthPolicyStatus status = status(policy("web", "allowedGrantTypes: [telepathy]"));

    assertThat(conditions(status))
        .anyMatch(condition ->
            condition.startsWith("Accepted False Invalid: ") && condition.contains("telepathy"))
        .contains(
            "Enforceable Unknown Pending: waiting for Accepted",
            "Consistent Unknown Pending: waiting for Accepted");
  }

  @Test
  void policy_withAnUnknownField_saysWhatCannotBeRead() {
    assertThat(conditions(status(policy("web", "future: 1"))))
        .contains(
            "Accepted False Unreadable: AuthPolicy security/web cannot be read: spec.future: is not supported by this version of Nauthera. The clients that its selectors select are denied until it can be read: update Nauthera, or correct the field")
        .last()
        .asString()
        .startsWith("Ready False Unreadable: ");
  }

  /** Otherwise one tenant could keep every policy from becoming ready. */
  @Test
  void client_unreadable_isNamedAndNotCounted() {
    put("provisioned", "openid", PROGRAMMED, 3, "team.provisioned");
    cluster.put(client("newer", "deletionPolicy: Archive"));
    cluster.put(client("other", "scopes: 7"));

    AuthPolicyStatus status = status(policy("web", ""));

    assertThat(status.rollout()).isEqualTo(new Rollout(3L, 1, 1));
    assertThat(conditions(status))
        .contains(
            "Ready True RolledOut: this generation is applied to 1 of 1 governed clients; 1 more cannot be read: team/other");
  }
}
