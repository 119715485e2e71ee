package io.nauthera.e2e.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tools see that wait for a UserStore. */
class UserStoreTest {
  private static final String STORE =
      """
      apiVersion: auth.nauthera.io/v1alpha1
      kind: UserStore
      metadata: {name: %s}
      spec:
        type: ldap
        ldap:
          server: "ldaps://ldap.example.com:636"
          bindDN: "cn=admin,dc=example,dc=com"
          bindPasswordSecretRef: {name: ldap-bind-password, key: password}
          userSearch: {baseDN: "ou=users,dc=example,dc=com"}
      """;
  private static Tenant tenant;

  @BeforeAll
  static void namespaces() {
    tenant = new Tenant("stores");
  }

  private static CommandResult await(String store, String condition) {
    return tenant.sandbox.kubectl(
        "wait",
        "userstore/" + store,
        "-n",
        tenant.security,
        "--for=condition=" + condition,
        "--timeout=60s");
  }

  @Test
  void secret_createdLater_isFound() {
    var unusedStore = tenant.kubectlApply(STORE.formatted("late"), "-n", tenant.security).orThrow();
    assertThat(await("late", "ResolvedRefs=false").succeeded()).isTrue();
    assertThat(
            tenant
                .sandbox
                .kubectl("describe", "userstore", "late", "-n", tenant.security)
                .orThrow()
                .stdout())
        .contains(
            "Secret \"stores-security/ldap-bind-password\" does not exist: create it with the password of bindDN under the key \"password\"")
        .containsPattern("Warning +SecretNotFound");

    var unusedSecret =
        tenant
            .sandbox
            .kubectl(
                "create",
                "secret",
                "generic",
                "ldap-bind-password",
                "-n",
                tenant.security,
                "--from-literal=password=s3cret")
            .orThrow();

    assertThat(await("late", "ResolvedRefs").stdout()).contains("condition met");
    assertThat(await("late", "Programmed=false").stdout()).contains("condition met");
  }

  @Test
  void release_withAUserStore_doesNotRunIntoTheTimeoutOfHelm(@TempDir Path chart)
      throws IOException {
    Files.writeString(
        chart.resolve("Chart.yaml"), "{apiVersion: v2, name: stores, version: 1.0.0}\n");
    Files.createDirectory(chart.resolve("templates"));
    Files.writeString(chart.resolve("templates/store.yaml"), STORE.formatted("released"));

    CommandResult installed =
        tenant.sandbox.helm(
            "install",
            "stores",
            chart.toString(),
            "--namespace",
            tenant.team,
            "--wait",
            "--timeout",
            "60s");

    assertThat(installed.stderr()).doesNotContain("context deadline exceeded");
    assertThat(installed.succeeded()).isTrue();
  }
}
