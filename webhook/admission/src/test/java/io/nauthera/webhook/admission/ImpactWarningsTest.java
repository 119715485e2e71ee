package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.mapping.LoopbackHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The impact of a change is shown as far as it is known, and never prevents the change. */
class ImpactWarningsTest {
  private static final String POLICY =
      """
      kind: AuthPolicy
      metadata: {name: web, namespace: security}
      spec: {allowedScopes: [%s]}
      """;
  private static final String SERVER =
      """
      kind: AuthServer
      metadata: {name: prod, namespace: security}
      spec: {issuerUrl: "https://auth.example.com/realms/r", %s}
      """;

  private final ManifestIndex cluster = new ManifestIndex();
  private final AdmissionRouter validating =
      AdmissionRouter.validating(cluster, cluster::client, LoopbackHttp.REFUSED);

  @BeforeEach
  void clients() {
    cluster.putNamespace("team", Map.of());
    put(SERVER.formatted(""));
    put(POLICY.formatted("openid, profile"));
    for (int i = 1; i <= 7; i++) {
      put(client("app-" + i, "scopes: [profile]"));
    }
  }

  private static String client(String name, String spec) {
    return """
    kind: AuthClient
    metadata: {name: %s, namespace: team}
    spec: {authServerRef: {name: prod, namespace: security}, redirectUris: ["https://a.example.com/cb"], %s}
    """
        .formatted(name, spec);
  }

  private void put(String manifest) {
    Reviews.put(cluster, Reviews.yaml(manifest));
  }

  private List<String> tightened(Deadline deadline) throws Exception {
    return warnings(
        Reviews.update("authpolicies", POLICY.formatted("openid"), POLICY.formatted("profile")),
        deadline);
  }

  private List<String> warnings(JsonNode review, Deadline deadline) throws Exception {
    JsonNode response = validating.answer(review, deadline).path("response");
    assertThat(response.path("allowed").asBoolean()).as(response.toString()).isTrue();
    List<String> warnings = new ArrayList<>();
    response.path("warnings").forEach(warning -> warnings.add(warning.asText()));
    String unwrapped = String.join("\n", warnings).replace("\n… ", " ");
    return unwrapped.lines().toList();
  }

  @Test
  void clients_many_areCountedAndTheFirstNamed() throws Exception {
    assertThat(tightened(Deadline.NONE))
        .containsExactly(
            "7 of 7 governed AuthClients would violate this: team/app-1 (scopes), team/app-2"
                + " (scopes), team/app-3 (scopes), team/app-4 (scopes), team/app-5 (scopes) and 2"
                + " more");
  }

  @Test
  void deadline_passed_endsTheCount() throws Exception {
    assertThat(tightened(Deadline.after(Duration.ZERO)))
        .containsExactly(
            "only 0 of 7 AuthClients could be evaluated in time: use nauthera impact for all of"
                + " them");
  }

  @Test
  void client_thatCannotBeRead_isNamedAndTheOthersAreCounted() throws Exception {
    put(client("bad", "grantTypes: [unknown]"));

    assertThat(tightened(Deadline.NONE))
        .anyMatch(warning -> warning.startsWith("7 of 7 governed AuthClients would violate this:"))
        .contains("1 AuthClient cannot be read: team/bad");
  }

  @Test
  void policy_thatCannotBeRead_doesNotPreventTheChangeOfAnother() throws Exception {
    put(
        """
        kind: AuthPolicy
        metadata: {name: broken, namespace: security}
        spec: {clientSelector: {matchExpressions: [{key: a, operator: In}]}}
        """);
    String fault =
        "7 AuthClients cannot be evaluated: AuthPolicy security/broken cannot be read:"
            + " spec.clientSelector: operator In needs at least one value";

    assertThat(tightened(Deadline.NONE)).containsExactly(fault);
    assertThat(
            warnings(
                Reviews.update(
                    "authservers",
                    SERVER.formatted("allowedNamespaces: {from: Same}"),
                    SERVER.formatted("")),
                Deadline.NONE))
        .containsExactly(fault);
  }
}
