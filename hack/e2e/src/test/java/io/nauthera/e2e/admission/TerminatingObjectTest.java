package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that are being deleted: their finalizers never wait, and their changes are reviewed. */
class TerminatingObjectTest {
  private static final String FINALIZER = "example.com/held";
  private static final String NO_FINALIZERS = "{\"metadata\":{\"finalizers\":null}}";
  private static final List<String> KINDS =
      List.of("AuthClient", "AuthPolicy", "AuthServer", "UserStore");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = new Tenant("terminating");
    tenant.applyServer();
    tenant.applyPolicy("web", "{allowedScopes: [openid, profile]}");
  }

  @Test
  void finalizers_removedWhileNoWebhookAnswers_neverWait() throws IOException {
    for (String kind : KINDS) {
      terminating(kind, "patched");
      terminating(kind, "replaced");
    }
    tenant.sandbox.webhookProcess().stop();
    try {
      for (String kind : KINDS) {
        assertRemoved(kubectl("patch", kind, "patched", "--type=merge", "-p", NO_FINALIZERS));
        assertRemoved(replaceWithoutFinalizers(kind, "replaced"));
      }
      CommandResult meanwhile = tenant.applyClient("refused", "scopes: [openid]");
      assertThat(meanwhile.stderr()).contains("failed calling webhook");
    } finally {
      tenant.sandbox.webhookProcess().start();
      tenant.sandbox.webhookProcess().awaitReady(Tenant.PATIENCE);
    }
  }

  @Test
  void client_specChangedWhileTerminating_isReviewed() {
    terminating("AuthClient", "edited");

    CommandResult result =
        kubectl(
            "patch",
            "AuthClient",
            "edited",
            "--type=merge",
            "-p",
            "{\"spec\":{\"scopes\":[\"openid\",\"admin:all\"]}}");

    assertThat(result.succeeded()).as(result.toString()).isFalse();
    assertThat(result.stderr()).contains("spec.scopes[1]", "\"admin:all\"");
    release("AuthClient", "edited");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AuthPolicy", "AuthServer", "UserStore"})
  void platformResource_specChangedWhileTerminating_isReviewed(String kind) {
    terminating(kind, "edited");
    String wrong =
        switch (kind) {
          case "AuthPolicy" ->
              "{\"spec\":{\"token\":{\"accessTokenTTL\":\"2h\",\"refreshTokenTTL\":\"1h\"}}}";
          case "AuthServer" -> "{\"spec\":{\"issuerUrl\":\"https://k.example.com:0/realms/x\"}}";
          default -> "{\"spec\":{\"ldap\":{\"server\":\"ldaps://ldap.example.com:0\"}}}";
        };

    CommandResult result = kubectl("patch", kind, "edited", "--type=merge", "-p", wrong);

    assertThat(result.succeeded()).as(result.toString()).isFalse();
    assertThat(result.stderr()).contains("spec.");
    release(kind, "edited");
  }

  /** Creates an object that stays in deletion until the finalizer of this test is removed. */
  private static void terminating(String kind, String name) {
    String spec =
        switch (kind) {
          case "AuthClient" ->
              """
              {authServerRef: {name: server, namespace: %s}, scopes: [openid],
                redirectUris: ["https://app.example.com/callback"]}\
              """
                  .formatted(tenant.security);
          case "AuthPolicy" -> "{clientSelector: {matchLabels: {none: \"yes\"}}}";
          case "AuthServer" -> "{issuerUrl: \"https://k.example.com/realms/none\"}";
          default ->
              """
              {type: ldap, ldap: {server: "ldaps://ldap.example.com", userSearch: {baseDN: "dc=x"}}}\
              """;
        };
    tenant.apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: %s
        metadata: {name: %s, namespace: %s, finalizers: [%s]}
        spec: %s
        """
            .formatted(kind, name, namespace(kind), FINALIZER, spec));
    var unused = kubectl("delete", kind, name, "--wait=false").orThrow();
    // The controller removes its own finalizer of a client that was never registered.
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    kubectl("get", kind, name, "-o", "jsonpath={.metadata.finalizers[*]}").stdout())
                .isEqualTo(FINALIZER));
  }

  private static CommandResult replaceWithoutFinalizers(String kind, String name)
      throws IOException {
    var object = (ObjectNode) JSON.readTree(kubectl("get", kind, name, "-o", "json").stdout());
    var unused =
        ((ObjectNode) object.path("metadata"))
            .remove(List.of("finalizers", "deletionTimestamp", "deletionGracePeriodSeconds"));
    return tenant.sandbox.kubectlReading(object.toString(), "replace", "-f", "-");
  }

  private static void assertRemoved(CommandResult result) {
    assertThat(result.succeeded()).as(result.toString()).isTrue();
  }

  private static void release(String kind, String name) {
    var unused = kubectl("patch", kind, name, "--type=merge", "-p", NO_FINALIZERS).orThrow();
  }

  private static CommandResult kubectl(String verb, String... arguments) {
    String kind = List.of(arguments).stream().filter(KINDS::contains).findFirst().orElseThrow();
    String[] line = new String[arguments.length + 3];
    line[0] = "--namespace";
    line[1] = namespace(kind);
    line[2] = verb;
    System.arraycopy(arguments, 0, line, 3, arguments.length);
    return tenant.sandbox.kubectl(line);
  }

  private static String namespace(String kind) {
    return kind.equals("AuthClient") ? tenant.team : tenant.security;
  }
}
