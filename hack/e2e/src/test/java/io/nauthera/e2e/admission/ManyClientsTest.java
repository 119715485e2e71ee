package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.e2e.Tenant;
import io.nauthera.sandbox.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand AuthClients in one {@code kubectl apply -f dir}. */
class ManyClientsTest {
  private static final int CLIENTS = 1_000;

  /** One of a hundred requests a forbidden scope. */
  private static final int WRONG = CLIENTS / 100;

  @TempDir Path folder;

  @Test
  void folder_ofAThousandClients_refusesOnlyTheViolatingOnes() throws IOException {
    var tenant = new Tenant("many");
    // Without credentials nothing is registered: this test is about admission.
    tenant.applyServer();
    tenant.applyPolicy("web", "{allowedScopes: [openid]}");
    for (int i = 0; i < CLIENTS; i++) {
      Files.writeString(
          folder.resolve("client-%04d.yaml".formatted(i)),
          """
          apiVersion: auth.nauthera.io/v1alpha1
          kind: AuthClient
          metadata: {name: client-%04d, namespace: %s}
          spec: {authServerRef: {name: server, namespace: %s}, scopes: [%s], redirectUris: ["https://app-%d.example.com/callback"]}
          """
              .formatted(i, tenant.team, tenant.security, i % 100 == 7 ? "email" : "openid", i));
    }

    CommandResult result = tenant.sandbox.kubectl("apply", "-f", folder.toString());

    assertThat(result.succeeded()).isFalse();
    assertThat(result.stdout().lines())
        .hasSize(CLIENTS - WRONG)
        .allMatch(l -> l.endsWith("created"));
    assertThat(result.stderr().lines().filter(line -> line.contains("spec.scopes[0]")))
        .hasSize(WRONG);
    assertThat(
            tenant
                .kubernetes
                .resources(AuthClient.class)
                .inNamespace(tenant.team)
                .list()
                .getItems())
        .hasSize(CLIENTS - WRONG);

    var impact =
        tenant.kubectlApply(
            """
            apiVersion: auth.nauthera.io/v1alpha1
            kind: AuthPolicy
            metadata: {name: web, namespace: %s}
            spec: {allowedScopes: []}
            """
                .formatted(tenant.security),
            "--dry-run=server");
    assertThat(impact.stderr())
        .contains(
            "%d of %d governed AuthClients would violate this"
                .formatted(CLIENTS - WRONG, CLIENTS - WRONG))
        .contains("and %d more".formatted(CLIENTS - WRONG - 5));

    tenant.kubernetes.resources(AuthClient.class).inNamespace(tenant.team).delete();
  }
}
