package io.nauthera.e2e.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.e2e.SharedSandbox;
import io.nauthera.e2e.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An upgrade that replaces the mutating webhook by the policy, or the policy by the webhook. */
class DefaultingChangeTest {
  private static final Tenant TENANT = new Tenant("defaulting-change");

  /** Does not repeat what is refused. */
  private static final KubernetesClient IMPATIENT =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(TENANT.kubernetes.getConfiguration())
                  .withRequestRetryBackoffLimit(0)
                  .build())
          .build();

  @BeforeAll
  static void assumePolicies() {
    SharedSandbox.assumeMutatingAdmissionPolicies();
  }

  @AfterAll
  static void installDefault() {
    IMPATIENT.close();
    TENANT.sandbox.installNauthera();
  }

  /** Neither may be in force for a moment; then the change is refused. */
  @Test
  void clients_createdDuringTheUpgrade_areNeverStoredWithoutTheirRequester() {
    List<String> refusals = new ArrayList<>();
    int accepted = 0;
    for (String defaulting : List.of("Policy", "Webhook")) {
      var upgrade =
          CompletableFuture.runAsync(
              () -> TENANT.sandbox.installNauthera("webhook.defaulting=" + defaulting));
      while (!upgrade.isDone()) {
        try {
          assertCompleted(create());
          accepted++;
        } catch (KubernetesClientException e) {
          if (e.getCode() > 0) { // otherwise there was no answer
            refusals.add(String.valueOf(e.getMessage()));
          }
        }
      }
      upgrade.join();
    }

    System.out.printf("%d creations accepted, %d refused%n", accepted, refusals.size());
    assertThat(accepted).isPositive();
    assertThat(refusals).allSatisfy(refusal -> assertThat(refusal).contains("try again"));
  }

  private static void assertCompleted(JsonNode client) {
    JsonNode metadata = client.path("metadata");
    assertThat(metadata.path("annotations").path(AuthApi.REQUESTED_BY_ANNOTATION).asText())
        .isEqualTo("sandbox-admin");
    assertThat(metadata.path("labels").path(AuthApi.AUTH_SERVER_LABEL).asText())
        .isEqualTo(TENANT.team + ".none");
  }

  private static JsonNode create() {
    String stored =
        IMPATIENT.raw(
            "/apis/auth.nauthera.io/v1alpha1/namespaces/" + TENANT.team + "/authclients?dryRun=All",
            "POST",
            """
            {"apiVersion": "auth.nauthera.io/v1alpha1", "kind": "AuthClient",
             "metadata": {"name": "app", "annotations": {"auth.nauthera.io/requested-by": "mallory"}},
             "spec": {"authServerRef": {"name": "none"}, "redirectUris": ["https://app.example.com/"]}}
            """);
    return Serialization.unmarshal(stored, JsonNode.class);
  }
}
