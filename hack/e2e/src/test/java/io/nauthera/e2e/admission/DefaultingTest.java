package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.e2e.SharedSandbox;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Nauthera sets in an AuthClient and no policy decides. The mutating webhook and the
 * MutatingAdmissionPolicy pass the same tests.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"Webhook", "Policy"})
class DefaultingTest {
  private static final String REDIRECTS = "redirectUris: [\"https://app.example.com/callback\"]";
  private static final String REQUESTER = "sandbox-admin";
  private static final String HELD = "example.com/held";
  private static Tenant tenant;

  private final boolean warns;

  DefaultingTest(String defaulting) {
    warns = defaulting.equals("Webhook");
  }

  @BeforeParameterizedClassInvocation
  static void install(String defaulting) {
    if (defaulting.equals("Policy")) {
      SharedSandbox.assumeMutatingAdmissionPolicies();
    }
    SharedSandbox.get().installNauthera("webhook.defaulting=" + defaulting);
    tenant = Tenant.governedBy("defaults-" + defaulting.toLowerCase(Locale.ROOT), "{}");
  }

  @AfterAll
  static void installDefault() {
    SharedSandbox.get().installNauthera();
  }

  private static String manifest(String metadata, String server) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthClient
    metadata: {namespace: %s, %s}
    spec: {authServerRef: {%s}, %s}
    """
        .formatted(tenant.team, metadata, server, REDIRECTS);
  }

  private static String server() {
    return "name: server, namespace: " + tenant.security;
  }

  private static ObjectMeta metadata(String client) {
    return tenant.client(client).get().getMetadata();
  }

  private static void assertCompleted(String client) {
    assertThat(metadata(client).getLabels())
        .containsEntry(AuthApi.AUTH_SERVER_LABEL, tenant.security + ".server");
    assertThat(metadata(client).getAnnotations())
        .containsEntry(AuthApi.REQUESTED_BY_ANNOTATION, REQUESTER);
  }

  private static CommandResult kubectl(String... arguments) {
    String[] line = new String[arguments.length + 2];
    line[0] = "-n";
    line[1] = tenant.team;
    System.arraycopy(arguments, 0, line, 2, arguments.length);
    return tenant.sandbox.kubectl(line).orThrow();
  }

  @Test
  void client_created_hasServerLabelAndRequester() {
    tenant.onboard("stamped", Map.of("team", "one"), REDIRECTS);
    tenant.apply(manifest("name: bare", server()));

    assertCompleted("stamped");
    assertCompleted("bare");
    assertThat(metadata("stamped").getLabels()).containsEntry("team", "one");
  }

  /** A manifest that was exported from another cluster. */
  @Test
  void client_createdWithForeignLabelAndRequester_isCorrected() {
    CommandResult created =
        tenant.kubectlApply(
            manifest(
                "name: exported, labels: {auth.nauthera.io/auth-server: other.server, a: b},"
                    + " annotations: {auth.nauthera.io/requested-by: mallory, c: d}",
                server()));

    assertThat(created.succeeded()).as(created.toString()).isTrue();
    assertCompleted("exported");
    assertThat(metadata("exported").getLabels()).containsEntry("a", "b");
    assertThat(metadata("exported").getAnnotations()).containsEntry("c", "d");
    assertThat(created.stderr().contains("is replaced because Nauthera sets this"))
        .as("only the webhook can warn: " + created.stderr())
        .isEqualTo(warns);
  }

  @Test
  void client_labelOrRequesterChangedLater_isCorrected() {
    tenant.apply(manifest("name: changed", server()));

    var unused =
        kubectl(
            "annotate",
            "--overwrite",
            "authclient",
            "changed",
            AuthApi.REQUESTED_BY_ANNOTATION + "=mallory");
    assertCompleted("changed");
    unused = kubectl("annotate", "authclient", "changed", AuthApi.REQUESTED_BY_ANNOTATION + "-");
    assertCompleted("changed");
    unused =
        kubectl("label", "--overwrite", "authclient", "changed", AuthApi.AUTH_SERVER_LABEL + "=x");
    assertCompleted("changed");
    unused = kubectl("label", "authclient", "changed", AuthApi.AUTH_SERVER_LABEL + "-");
    assertCompleted("changed");
    unused =
        kubectl(
            "patch",
            "authclient",
            "changed",
            "--type=merge",
            "-p",
            "{\"metadata\":{\"labels\":null,\"annotations\":null}}");
    assertCompleted("changed");
  }

  @Test
  void client_withoutNamespaceOfItsServer_getsItsOwn() {
    tenant.apply(manifest("name: own", "name: server"));
    tenant.apply(manifest("name: own, labels: {a: b}", "name: server"));

    assertThat(tenant.client("own").get().getSpec().authServerRef().namespace())
        .isEqualTo(tenant.team);
    assertThat(metadata("own").getLabels())
        .containsEntry(AuthApi.AUTH_SERVER_LABEL, tenant.team + ".server");
  }

  /** Another server is not meant silently. */
  @Test
  void client_updatedWithoutTheOtherNamespaceOfItsServer_isRefused() {
    tenant.apply(manifest("name: moved", server()));
    tenant.awaitReady("moved"); // else its status may change between kubectl's two requests

    CommandResult result =
        tenant.sandbox.kubectlReading(
            manifest("name: moved", "name: server"), "replace", "-f", "-");

    assertThat(result.stderr()).contains("authServerRef cannot change");
  }

  @Test
  void client_ofServerWhoseNameIsNotALabelValue_hasNoLabel() {
    String name = "s".repeat(64);
    tenant.apply(
        manifest("name: long, labels: {auth.nauthera.io/auth-server: x, a: b}", "name: " + name));
    tenant.apply(manifest("name: longer", "name: " + name));

    assertThat(metadata("long").getLabels()).isEqualTo(Map.of("a", "b"));
    assertThat(metadata("longer").getLabels()).isNullOrEmpty();
  }

  @Test
  void serverSideApply_twice_changesNothingAndHasNoConflict() {
    String manifest = manifest("name: twice", server());
    tenant.applyServerSide(manifest);
    tenant.awaitReady("twice");
    ObjectMeta before = metadata("twice");

    CommandResult again = tenant.kubectlApply(manifest, "--server-side");

    assertThat(again.succeeded()).as(again.toString()).isTrue();
    assertThat(again.stderr()).isEmpty();
    assertThat(metadata("twice").getGeneration()).isEqualTo(before.getGeneration());
    assertThat(metadata("twice").getResourceVersion()).isEqualTo(before.getResourceVersion());
    assertThat(
            tenant.sandbox.kubectlReading(manifest, "diff", "--server-side", "-f", "-").succeeded())
        .as("kubectl diff finds no difference")
        .isTrue();
  }

  @Test
  void clientSideApply_twice_isUnchanged() {
    tenant.apply(manifest("name: unchanged", server()));

    CommandResult again = tenant.kubectlApply(manifest("name: unchanged", server()));

    assertThat(again.stdout()).contains("unchanged");
  }

  @Test
  void client_requesterForgedWhileTerminating_isCorrected() {
    tenant.apply(manifest("name: ending, finalizers: [" + HELD + "]", server()));
    var unused = kubectl("delete", "authclient", "ending", "--wait=false");
    await().atMost(Tenant.PATIENCE).until(() -> metadata("ending").getDeletionTimestamp() != null);

    unused =
        kubectl(
            "annotate",
            "--overwrite",
            "authclient",
            "ending",
            AuthApi.REQUESTED_BY_ANNOTATION + "=mallory");

    assertCompleted("ending");
    unused =
        kubectl(
            "patch",
            "authclient",
            "ending",
            "--type=merge",
            "-p",
            "{\"metadata\":{\"finalizers\":null}}");
  }
}
