package io.nauthera.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.e2e.SharedSandbox;
import io.nauthera.e2e.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The mutating webhook and the MutatingAdmissionPolicy let the API server store the same objects
 * and refuse the same manifests: for random AuthClients, as new ones and as changes of a stored
 * one. {@code -Ddefaulting.seed=n} repeats a run.
 */
class DefaultingAgreementTest {
  private static final String STORED = "stored";
  private static Tenant tenant;

  @BeforeAll
  static void assumePolicies() {
    SharedSandbox.assumeMutatingAdmissionPolicies();
  }

  @AfterAll
  static void installDefault() {
    SharedSandbox.get().installNauthera();
  }

  @Test
  void clients_random_areStoredAlike() {
    long seed = Long.getLong("defaulting.seed", System.nanoTime());
    tenant = new Tenant("alike");
    tenant.apply(
        """
        apiVersion: auth.nauthera.io/v1alpha1
        kind: AuthClient
        metadata: {name: %s, namespace: %s}
        spec: {authServerRef: {name: main, namespace: %s}, redirectUris: ["https://app.example.com/"]}
        """
            .formatted(STORED, tenant.team, tenant.security));
    List<ObjectNode> clients = clients(new SplittableRandom(seed));

    List<String> byWebhook = answers(clients);
    tenant.sandbox.installNauthera("webhook.defaulting=Policy");
    List<String> byPolicy = answers(clients);

    for (int i = 0; i < byWebhook.size(); i++) {
      assertThat(byPolicy.get(i))
          .as("-Ddefaulting.seed=%d: %s", seed, clients.get(i / 2))
          .isEqualTo(byWebhook.get(i));
    }
    assertThat(byWebhook)
        .anySatisfy(answer -> assertThat(answer).contains("/requested-by\":\"sandbox-admin\""));
  }

  private static List<ObjectNode> clients(SplittableRandom random) {
    var choices = new RandomChoices(random);
    var clients = new RandomClients(choices);
    List<ObjectNode> made = new ArrayList<>();
    while (made.size() < Integer.getInteger("defaulting.cases", 300)) {
      ObjectNode client = clients.any(tenant.team, "client", tenant.security, "alike");
      if (client.at("/metadata/name").asText().equals("client")) {
        made.add(client);
      }
    }
    return made;
  }

  /** Two per client. */
  private static List<String> answers(List<ObjectNode> clients) {
    var apiServer = new ApiServer(tenant.kubernetes);
    List<String> answers = new ArrayList<>();
    for (ObjectNode client : clients) {
      answers.add(lasting(apiServer.dryRun(client, tenant.team).join().body()));
      ObjectNode change = client.deepCopy();
      change.withObjectProperty("metadata").put("name", STORED);
      answers.add(lasting(apiServer.patch(change, STORED).join().body()));
    }
    return answers;
  }

  /** Without what differs between two equal requests; the API server lists causes in any order. */
  private static String lasting(JsonNode body) {
    if (body.path("kind").asText().equals("Status")) {
      return body.path("code")
          + body.at("/details/causes")
              .valueStream()
              .map(JsonNode::toString)
              .sorted()
              .toList()
              .toString();
    }
    ((ObjectNode) body.path("metadata"))
        .remove(List.of("uid", "creationTimestamp", "managedFields", "resourceVersion"));
    return body.toString();
  }
}
