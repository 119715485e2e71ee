package io.nauthera.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.e2e.gitops.GitOpsTools.Health;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Argo CD and Flux wait for the same reasons, and fail for all others. */
class HealthOfReasonsTest {
  private static GitOpsTools tools;

  @BeforeAll
  static void argoCd() {
    tools = new GitOpsTools();
    tools.configureArgoCd();
  }

  /** The reasons of a False condition that can end without a change of the object. */
  private static Set<Reason> waiting(ResourceKind kind) {
    return switch (kind) {
      case AUTH_CLIENT ->
          Set.of(
              Reason.AUTH_SERVER_NOT_FOUND,
              Reason.AUTH_SERVER_UNREADABLE,
              Reason.CERTIFICATE_AUTHORITY_UNREADABLE,
              Reason.CREDENTIALS_MISSING,
              Reason.CREDENTIALS_NOT_LABELED,
              Reason.CREDENTIALS_REJECTED,
              Reason.CREDENTIALS_UNREADABLE,
              Reason.DISCOVERY_FAILED,
              Reason.LOOPBACK_HTTP_NOT_ALLOWED,
              Reason.MISSING_ROLE,
              Reason.NAMESPACE_UNKNOWN,
              Reason.NO_GOVERNING_POLICY,
              Reason.POLICY_UNREADABLE,
              Reason.REALM_NOT_FOUND,
              Reason.SERVER_OVERLOADED,
              Reason.SERVER_UNAVAILABLE);
      case AUTH_POLICY -> Set.of(Reason.ROLLING_OUT);
      case AUTH_SERVER -> Set.of(Reason.CREDENTIALS_MISSING);
      case USER_STORE -> Set.of(Reason.SECRET_NOT_FOUND);
    };
  }

  private static ConditionType summary(ResourceKind kind) {
    return kind == ResourceKind.USER_STORE ? ConditionType.RESOLVED_REFS : ConditionType.READY;
  }

  private static JsonNode object(ResourceKind kind, String status, Reason reason) {
    return GitOpsTools.parse(
        """
        {"apiVersion": "auth.nauthera.io/v1alpha1", "kind": "%s", "metadata": {"name": "any", "generation": 1},
         "status": {"observedGeneration": 1, "conditions": [
           {"type": "%s", "status": "%s", "reason": "%s", "message": "because"}]}}
        """
            .formatted(kind, summary(kind), status, reason));
  }

  @ParameterizedTest
  @EnumSource
  void reason_ofAFalseCondition_waitsOrFails(ResourceKind kind) {
    List<Reason> reasons = Arrays.asList(Reason.values());
    List<JsonNode> objects = reasons.stream().map(reason -> object(kind, "False", reason)).toList();

    List<Health> argoCd = tools.argoCd(objects);
    List<Health> flux = tools.flux(objects);

    for (int i = 0; i < reasons.size(); i++) {
      boolean waits = waiting(kind).contains(reasons.get(i));
      assertThat(argoCd.get(i))
          .as("%s %s", kind, reasons.get(i))
          .isEqualTo(new Health(waits ? "Progressing" : "Degraded", "because"));
      assertThat(flux.get(i).status())
          .as("%s %s", kind, reasons.get(i))
          .isEqualTo(waits ? "InProgress" : "Failed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void condition_unknown_isProgressing(ResourceKind kind) {
    var objects = List.of(object(kind, "Unknown", Reason.UNREADABLE));

    assertThat(tools.argoCd(objects)).containsExactly(new Health("Progressing", "because"));
    assertThat(tools.flux(objects)).extracting(Health::status).containsExactly("InProgress");
  }

  @ParameterizedTest
  @EnumSource
  void object_beingDeleted_isProgressing(ResourceKind kind) {
    ObjectNode object = object(kind, "False", Reason.REMOVAL_PENDING).deepCopy();
    ((ObjectNode) object.get("metadata")).put("deletionTimestamp", "2026-01-01T00:00:00Z");
    var objects = List.<JsonNode>of(object);

    assertThat(tools.argoCd(objects))
        .containsExactly(new Health("Progressing", "Pending deletion"));
    assertThat(tools.flux(objects)).extracting(Health::status).containsExactly("InProgress");
  }
}
