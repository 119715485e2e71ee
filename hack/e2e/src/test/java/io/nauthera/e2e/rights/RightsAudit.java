package io.nauthera.e2e.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.sandbox.cluster.Helm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what the roles of the programs grant with the requests that the API server recorded. */
final class RightsAudit {
  static final String CONTROLLER = "nauthera-controller";
  static final String WEBHOOK = "nauthera-webhook";

  /** What no request uses, and why the role grants it. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "update authclients.auth.nauthera.io/finalizers",
          "the admission plugin OwnerReferencesPermissionEnforcement asks for it when the"
              + " controller creates a Secret; the API server of the sandbox has this plugin");

  private final KubernetesClient kubernetes;
  private final AuditLog log;
  private final List<AuditedRequest> requests = new ArrayList<>();

  RightsAudit(KubernetesClient kubernetes, AuditLog log) {
    this.kubernetes = kubernetes;
    this.log = log;
  }

  List<Grant> grants(String account) {
    return new ProgramRoles(kubernetes, account).grants();
  }

  /** All requests of a program for resources, so far. */
  private List<AuditedRequest> requests(String account) {
    requests.addAll(log.next());
    String user = "system:serviceaccount:%s:%s".formatted(Helm.NAMESPACE, account);
    return requests.stream()
        .filter(request -> request.user().equals(user) && !request.resource().isEmpty())
        .toList();
  }

  void awaitUse(String account, String verb, String resource) {
    await(account + " uses " + verb + " " + resource)
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            requests(account).stream()
                .anyMatch(
                    request -> request.verb().equals(verb) && request.resource().equals(resource)));
  }

  /** Each right is used, and each request is covered by a right of the chart's own roles. */
  void assertExact(String account) {
    List<Grant> grants = grants(account);
    List<AuditedRequest> made = requests(account);
    Set<String> unused = lines(grants.stream());
    unused.removeAll(
        lines(
            grants.stream()
                .filter(grant ->
                    EXCEPTIONS.containsKey(grant.verb() + " " + grant.resource())
                        || made.stream().anyMatch(grant::permits))));

    assertThat(unused).as("rights that %s never uses", account).isEmpty();
    assertThat(made)
        .as("requests of %s", account)
        .isNotEmpty()
        .allMatch(request -> grants.stream().anyMatch(grant -> grant.permits(request)))
        .noneMatch(AuditedRequest::isDenied);
    System.err.printf(
        "%s: %d rights in %d lines of roles, used by %d requests for resources%n",
        account, grants.size(), lines(grants.stream()).size(), made.size());
  }

  private static Set<String> lines(Stream<Grant> grants) {
    return grants.map(Grant::line).collect(Collectors.toCollection(TreeSet::new));
  }
}
