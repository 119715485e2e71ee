package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Admission covers every way in which kubectl changes a resource. */
class ApplyWaysTest {
  private static final String ALLOWED = "redirectUris: [\"https://app.example.com/callback\"]";
  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("ways", "{allowedScopes: [openid, profile]}");
  }

  private static String manifest(String name, String scopes) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthClient
    metadata: {name: %s, namespace: %s}
    spec: {authServerRef: {name: server, namespace: %s}, %s, scopes: [%s]}
    """
        .formatted(name, tenant.team, tenant.security, ALLOWED, scopes);
  }

  private static CommandResult kubectl(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "-n";
    all[arguments.length + 1] = tenant.team;
    return tenant.sandbox.kubectl(all);
  }

  private static CommandResult patch(String name, String type, String patch) {
    return kubectl("patch", "authclient", name, "--type=" + type, "-p", patch);
  }

  @Test
  void serverSideApply_wrong_isRefusedWithEveryViolation() {
    CommandResult refused =
        tenant.kubectlApply(manifest("wrong-ssa", "openid, email, address"), "--server-side");

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains("spec.scopes[1]", "spec.scopes[2]");
  }

  @Test
  void patch_mergeAndJson_areEvaluated() {
    tenant.apply(manifest("patched", "openid"));

    CommandResult merge =
        patch("patched", "merge", "{\"spec\":{\"scopes\":[\"openid\",\"email\"]}}");
    CommandResult json =
        patch(
            "patched",
            "json",
            "[{\"op\":\"add\",\"path\":\"/spec/scopes/-\",\"value\":\"email\"}]");
    CommandResult right =
        patch(
            "patched",
            "json",
            "[{\"op\":\"add\",\"path\":\"/spec/scopes/-\",\"value\":\"profile\"}]");

    assertThat(merge.stderr()).contains("spec.scopes[1]", "\"email\"");
    assertThat(json.stderr()).contains("spec.scopes[1]", "\"email\"");
    assertThat(right.succeeded()).as(right.toString()).isTrue();
  }

  @Test
  void replace_invalidAndValid_isEvaluated() {
    tenant.apply(manifest("replaced", "openid"));
    tenant.awaitReady("replaced"); // else its status may change between kubectl's two requests

    CommandResult wrong =
        tenant.sandbox.kubectlReading(manifest("replaced", "openid, email"), "replace", "-f", "-");
    CommandResult right =
        tenant.sandbox.kubectlReading(
            manifest("replaced", "openid, profile"), "replace", "-f", "-");

    assertThat(wrong.stderr()).contains("spec.scopes[1]", "\"email\"");
    assertThat(right.succeeded()).as(right.toString()).isTrue();
    assertThat(tenant.client("replaced").get().getSpec().scopes())
        .containsExactly("openid", "profile");
  }

  /** kubectl writes the causes into the file that it opens in the editor. */
  @Test
  void edit_invalidAndValid_isEvaluated() throws IOException, InterruptedException {
    tenant.apply(manifest("edited", "openid"));

    String wrong = edit("edited", "sed -i s/-.openid/-\\ email/");
    String right = edit("edited", "sed -i s/-.openid/-\\ profile/");

    Matcher kept = Pattern.compile("stored to \"(.+)\"").matcher(wrong);
    assertThat(kept.find()).as(wrong).isTrue();
    assertThat(Path.of(kept.group(1))).content().contains("# * spec.scopes[0]:", "\"email\"");
    Files.delete(Path.of(kept.group(1)));
    assertThat(right).contains("edited");
    assertThat(tenant.client("edited").get().getSpec().scopes()).containsExactly("profile");
  }

  private static String edit(String name, String editor) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            tenant.sandbox.kubectl().toString(), "edit", "authclient", name, "-n", tenant.team);
    builder.environment().put("KUBECONFIG", tenant.sandbox.kubeconfig().toString());
    builder.environment().put("KUBE_EDITOR", editor);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  @Test
  void create_withGenerateName_isEvaluatedAndNamed() {
    String named = manifest("x", "openid").replace("name: x,", "generateName: generated-,");

    CommandResult right = tenant.sandbox.kubectlReading(named, "create", "-f", "-");
    CommandResult wrong =
        tenant.sandbox.kubectlReading(named.replace("openid", "email"), "create", "-f", "-");

    assertThat(right.stdout())
        .as(right.toString())
        .contains("authclient.auth.nauthera.io/generated-");
    assertThat(wrong.stderr()).contains("spec.scopes[0]", "\"email\"");
  }

  /** The controller removes its finalizer by an update, which must be allowed too. */
  @Test
  void violatingClient_annotationAndDeletion_pass() {
    tenant.apply(
        manifest("stale", "openid, profile").replace("team}", "team, labels: {stale: \"yes\"}}"));
    tenant.awaitReady("stale");
    tenant.applyPolicy(
        "stale", "{clientSelector: {matchLabels: {stale: \"yes\"}}, allowedScopes: [openid]}");

    CommandResult annotated = kubectl("annotate", "authclient", "stale", "note=this");
    CommandResult deleted = kubectl("delete", "authclient", "stale", "--timeout=30s");

    assertThat(annotated.succeeded()).as(annotated.toString()).isTrue();
    assertThat(deleted.succeeded()).as(deleted.toString()).isTrue();
    assertThat(tenant.client("stale").get()).isNull();
  }

  /** Labels select the policies, so a change of labels is evaluated like a change of the spec. */
  @Test
  void label_thatSelectsAStricterPolicy_isEvaluated() {
    tenant.applyPolicy(
        "strict", "{clientSelector: {matchLabels: {strict: \"yes\"}}, allowedScopes: [openid]}");
    tenant.apply(manifest("labelled", "openid, profile"));

    CommandResult result = kubectl("label", "authclient", "labelled", "strict=yes");

    assertThat(result.succeeded()).isFalse();
    assertThat(result.stderr()).contains("spec.scopes[1]", "\"profile\"");
  }
}
