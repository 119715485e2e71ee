package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.e2e.ChangedSchemas;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tenant stores clients that Java reads only with effort: nested deeply, with very long names, or
 * with values of another version. A finalizer of the tenant keeps one of them from being deleted.
 */
class UnreadableClientTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static final String DEEP = "{\"a\":".repeat(1_100) + "1" + "}".repeat(1_100);
  private static final String LONG = "{\"" + "x".repeat(50_001) + "\":1}";
  private static final String NO_FINALIZERS = "{\"metadata\":{\"finalizers\":null}}";

  @TempDir static Path folder;
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("unreadable", "{allowedScopes: [openid]}");
  }

  @Test
  void clients_thatCannotBeRead_affectNothingElse() throws IOException {
    for (String name : new String[] {"held", "long", "deep"}) {
      tenant.onboard(name, REDIRECTS);
      tenant.awaitReady(name);
    }
    kubectl(
        "patch",
        "held",
        "--type=json",
        "-p",
        "[{\"op\":\"add\",\"path\":\"/metadata/finalizers/-\",\"value\":\"example.com/held\"}]");
    kubectl("delete", "held", "--wait=false");
    tenant.sandbox.skipAdmission(tenant.team);
    try (var schema = new ChangedSchemas(tenant.kubernetes)) {
      schema.change(ResourceKind.AUTH_CLIENT, StoredClients::allowAnyJwks);
      poison("held", DEEP);
      poison("long", LONG);
      poison("deep", DEEP);
      tenant.sandbox.skipAdmission();
      assertOthersAreServed("first");
      assertRestartedProgramsAreReady();
      assertOthersAreServed("second");
      assertConditionOf("deep");
      assertDeletable("deep");
      assertDeletable("long");
      kubectl("patch", "held", "--type=merge", "-p", NO_FINALIZERS);
    }
  }

  /** The schema and the webhook configuration follow after a moment. */
  private static void poison(String name, String jwks) throws IOException {
    Path patch =
        Files.writeString(
            folder.resolve(name + ".json"),
            "{\"spec\":{\"jwks\":{\"keys\":[],\"more\":%s}}}".formatted(jwks));
    await()
        .atMost(Tenant.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> {
          kubectl("patch", name, "--type=merge", "--patch-file=" + patch);
          assertThat(
                  tenant
                      .sandbox
                      .kubectl("get", "authclient", name, "-n", tenant.team, "-o", "json")
                      .orThrow()
                      .stdout())
              .contains("\"more\"");
        });
  }

  private static void kubectl(String verb, String name, String... arguments) {
    String[] line = new String[arguments.length + 5];
    line[0] = "--namespace";
    line[1] = tenant.team;
    line[2] = verb;
    line[3] = "authclient";
    line[4] = name;
    System.arraycopy(arguments, 0, line, 5, arguments.length);
    var unused = tenant.sandbox.kubectl(line).orThrow();
  }

  /** Also shows that the caches of AuthClients and AuthPolicies follow changes. */
  private static void assertOthersAreServed(String name) {
    await()
        .atMost(Tenant.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> tenant.onboard(name, REDIRECTS + ", secretName: only-" + name));
    tenant.awaitReady(name);
    await()
        .atMost(Tenant.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> {
          CommandResult same =
              tenant.applyClient(name + "-too", REDIRECTS + ", secretName: only-" + name);
          assertThat(same.stderr()).contains("spec.secretName");
        });
    tenant.applyPolicy("web", "{allowedScopes: [openid, scope-%s]}".formatted(name));
    await()
        .atMost(Tenant.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() ->
            tenant.onboard(
                "scoped-" + name, REDIRECTS + ", scopes: [openid, scope-%s]".formatted(name)));
  }

  private static void assertRestartedProgramsAreReady() {
    tenant.sandbox.webhookProcess().kill();
    tenant.sandbox.controllerProcess().kill();
    tenant.sandbox.webhookProcess().awaitReady(Tenant.PATIENCE);
    tenant.sandbox.controllerProcess().awaitReady(Tenant.PATIENCE);
  }

  private static void assertConditionOf(String name) {
    await()
        .atMost(Tenant.PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(
                    tenant
                        .sandbox
                        .kubectl(
                            "get",
                            "authclient",
                            name,
                            "-n",
                            tenant.team,
                            "-o",
                            "jsonpath={.status.conditions[?(@.type==\"Accepted\")].message}")
                        .stdout())
                .contains("spec.jwks: is nested more than 100 levels deep"));
  }

  private static void assertDeletable(String name) {
    kubectl("delete", name, "--timeout=60s");
    assertThat(tenant.isRegistered(tenant.team + "." + name)).isFalse();
  }

  @AfterAll
  static void admitEverywhere() {
    tenant.sandbox.skipAdmission();
  }
}
