package io.nauthera.controller.cluster;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static io.nauthera.controller.Fixtures.policy;
import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.governance.UnreadableResourceException;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthClientStatus;
import io.nauthera.api.v1alpha1.AuthClientStatus.GoverningPolicy;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.AuthServerStatus;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.cluster.ClusterCache.DependentsListener;
import io.nauthera.controller.status.Conditions;
import io.nauthera.controller.status.Finding;
import io.nauthera.runtime.FakeApiServer;
import io.nauthera.runtime.RecordedLog;
import io.nauthera.runtime.WatchedNamespaces;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which resources a change notifies, and what is logged if the API server refuses a list. */
class ClusterCacheTest {
  private static final String WEB = "clientSelector: {matchLabels: {web: \"true\"}}";

  private final Set<String> notified = new TreeSet<>();
  private KubernetesClient kubernetes;
  private ClusterCache cache;

  @BeforeEach
  void fill() {
    var config = new ConfigBuilder().withMasterUrl("http://127.0.0.1:9").build();
    kubernetes = new KubernetesClientBuilder().withConfig(config).build();
    cache = new ClusterCache(kubernetes, WatchedNamespaces.ALL, listener(), Duration.ofSeconds(60));
    cache.namespaceChanged(
        null, new NamespaceBuilder().withNewMetadata().withName("team").endMetadata().build());
    cache.serverChanged(null, server(""));
    cache.policyChanged(null, policy("web", WEB));
    cache.clientChanged(null, webClient());
    cache.clientChanged(null, client("other", "scopes: [openid]"));
    notified.clear();
  }

  private DependentsListener listener() {
    return new DependentsListener() {
      @Override
      public void client(ClientName name) {
        notified.add("client " + name);
      }

      @Override
      public void policy(PolicyName name) {
        notified.add("policy " + name);
      }

      @Override
      public void server(ServerName name) {
        notified.add("server " + name);
      }

      @Override
      public void clientsInTurn(ServerName server, Collection<ClientName> names) {
        names.forEach(name -> notified.add("in turn " + name));
      }

      @Override
      public void serverUnused(ServerName name) {
        notified.add("unused " + name);
      }
    };
  }

  @AfterEach
  void close() {
    cache.close();
    kubernetes.close();
  }

  private static AuthClient webClient() {
    AuthClient client = client("scopes: [openid]");
    client.getMetadata().setLabels(Map.of("web", "true"));
    return client;
  }

  private static AuthServer ready(AuthServer server) {
    var ready = Finding.holds(ConditionType.READY, Reason.AVAILABLE, "available");
    server.setStatus(
        new AuthServerStatus(
            1L, Conditions.only(null, List.of(ready), 1L, NOW), 0, 0, null, 0, null));
    return server;
  }

  @Test
  void server_becomesReady_notifiesItsClientsInTurn() {
    cache.serverChanged(server(""), ready(server("")));

    assertThat(notified).containsExactly("in turn team/app", "in turn team/other");
  }

  @Test
  void server_becomesUnready_notifiesNothing() {
    cache.serverChanged(ready(server("")), server(""));

    assertThat(notified).isEmpty();
  }

  @Test
  void server_deleted_isUnusedWhenItsLastClientHasGone() {
    cache.serverChanged(server(""), null);
    cache.clientChanged(webClient(), null);
    assertThat(notified).doesNotContain("unused security/main");

    cache.clientChanged(client("other", "scopes: [openid]"), null);
    assertThat(notified).contains("unused security/main");
  }

  @Test
  void server_unchanged_notifiesNothing() {
    cache.serverChanged(ready(server("")), ready(server("")));

    assertThat(notified).isEmpty();
  }

  @Test
  void policy_changed_notifiesWhatItGovernedAndGoverns() {
    String nothing = "clientSelector: {matchLabels: {web: \"false\"}}";
    cache.policyChanged(policy("web", WEB), policy("web", nothing));
    assertThat(notified)
        .containsExactly("in turn team/app", "policy security/web", "server security/main");

    notified.clear();
    cache.policyChanged(policy("web", nothing), policy("web", ""));
    assertThat(notified)
        .containsExactly(
            "in turn team/app",
            "in turn team/other",
            "policy security/web",
            "server security/main");
  }

  @Test
  void policy_deleted_notifiesWhatItGoverned() {
    cache.policyChanged(policy("web", WEB), null);

    assertThat(notified)
        .containsExactly("in turn team/app", "policy security/web", "server security/main");
    assertThat(cache.policyGenerations("security")).isEmpty();
  }

  @Test
  void policy_sameSpecAndLabels_notifiesNothing() {
    cache.policyChanged(policy("web", WEB), policy("web", WEB));

    assertThat(notified).isEmpty();
    assertThat(cache.policyGenerations("security"))
        .containsExactly(Map.entry(new PolicyName("security", "web"), 3L));
  }

  @Test
  void client_relabelled_isNotified() {
    AuthClient labelled = client("other", "scopes: [openid]");
    labelled.getMetadata().setLabels(Map.of("web", "true"));

    cache.clientChanged(client("other", "scopes: [openid]"), labelled);

    assertThat(notified).containsExactly("client team/other");
  }

  /** The watch of the reconciler can be ahead of this one. */
  @Test
  void client_new_isNotified() {
    cache.clientChanged(null, client("new", "scopes: [openid]"));

    assertThat(notified).containsExactly("client team/new", "server security/main");
  }

  @Test
  void version_growsOnlyWithWhatEvaluationsDependOn() {
    long before = cache.version();
    AuthClient reported = webClient();
    reported.setStatus(
        new AuthClientStatus(1L, List.of(), null, null, null, null, null, null, null, null, null));

    cache.clientChanged(webClient(), reported);
    assertThat(cache.version()).isEqualTo(before);
    cache.clientChanged(webClient(), client("scopes: [profile]"));
    assertThat(cache.version()).isGreaterThan(before);
  }

  /**
   * While it could not be read, it kept every client of the namespace's servers from being changed.
   */
  @Test
  void policy_thatCanBeReadAgainOrIsDeleted_notifiesEveryClient() {
    AuthPolicy unreadable = policy("web", WEB + ", future: 1");
    cache.policyChanged(policy("web", WEB), unreadable);
    notified.clear();

    cache.policyChanged(unreadable, policy("web", WEB));
    assertThat(notified).contains("in turn team/app", "in turn team/other");

    cache.policyChanged(policy("web", WEB), unreadable);
    notified.clear();
    cache.policyChanged(unreadable, null);
    assertThat(notified).contains("in turn team/app", "in turn team/other");
  }

  @Test
  void client_newStatus_notifiesItsPolicies() {
    AuthClient governed = webClient();
    var policies = List.of(new GoverningPolicy("security/web", 3L));
    governed.setStatus(
        new AuthClientStatus(
            1L, List.of(), null, null, null, null, null, null, policies, null, null));

    cache.clientChanged(webClient(), governed);

    assertThat(notified).containsExactly("policy security/web");
  }

  @Test
  void client_deletedOrMoved_notifiesThoseThatClaimTheSame() {
    AuthClient holder = client("holder", "clientId: team.rival, secretName: shared");
    cache.clientChanged(null, holder);
    cache.clientChanged(null, client("rival", ""));
    cache.clientChanged(null, client("neighbour", "secretName: shared"));
    AuthClient moved = client("holder", "clientId: team.rival, secretName: own");

    notified.clear();
    cache.clientChanged(holder, holder);
    assertThat(notified).isEmpty();

    cache.clientChanged(holder, moved);
    assertThat(notified).contains("client team/neighbour", "client team/rival");

    notified.clear();
    cache.clientChanged(moved, null);
    assertThat(notified).contains("client team/rival").doesNotContain("client team/neighbour");
  }

  @Test
  void client_deleted_notifiesItsServer() {
    cache.clientChanged(webClient(), null);

    assertThat(notified).containsExactly("client team/app", "server security/main");
  }

  @Test
  @Timeout(60)
  void start_whileOneKindIsRefused_isLoggedAndGoesOn() throws Exception {
    try (var log = new RecordedLog();
        var apiServer =
            new FakeApiServer(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withName("team")
                    .withUid("1")
                    .withResourceVersion("1")
                    .endMetadata()
                    .build());
        var started =
            new ClusterCache(
                apiServer.client(), WatchedNamespaces.ALL, listener(), Duration.ofSeconds(60))) {
      apiServer.failLists("authpolicies", 403);
      started.start(new Metrics(Metric.Program.CONTROLLER));
      await().until(() -> apiServer.listsOf("authpolicies") > 2);

      assertThat(log.lines())
          .contains("WARN cannot list or watch AuthPolicy, will retry: out of order (HTTP 403)")
          .filteredOn(line -> line.contains("AuthPolicy"))
          .hasSize(1);
      apiServer.allowLists("authpolicies");
      started.awaitSync();
      assertThat(started.index().namespaceLabels("team")).isPresent();
    }
  }

  @Test
  void policy_thatBecomesUnreadable_notifiesItsClients() {
    cache.policyChanged(policy("web", WEB), policy("web", WEB + ", future: 1"));

    assertThat(notified)
        .containsExactly("in turn team/app", "policy security/web", "server security/main");
  }

  @Test
  void resources_thatCannotBeRead_notifyAndFailNothing() {
    cache.clientChanged(null, client("newer", "deletionPolicy: Archive"));
    cache.clientChanged(client("newer", "deletionPolicy: Archive"), null);
    cache.serverChanged(server(""), server("allowedNamespaces: {from: Some}"));

    assertThat(notified)
        .containsExactly(
            "client team/newer",
            "in turn team/app",
            "in turn team/other",
            "policy security/web",
            "server security/main");
  }

  @Test
  @Timeout(60)
  void watch_withAnUnreadableClient_goesOn() throws Exception {
    String good =
        "{\"apiVersion\":\"auth.nauthera.io/v1alpha1\",\"kind\":\"AuthClient\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"team\",\"uid\":\"%s\",\"resourceVersion\":\"1\"},\"spec\":{\"authServerRef\":{\"name\":\"main\"},\"scopes\":%s}}";
    String deep = "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000);
    try (var apiServer = new FakeApiServer();
        var started =
            new ClusterCache(
                apiServer.client(), WatchedNamespaces.ALL, listener(), Duration.ofSeconds(60))) {
      apiServer.put("authclients", good.formatted("first", "1", "[]"));
      apiServer.put("authclients", good.formatted("poisoned", "2", deep));
      started.start(new Metrics(Metric.Program.CONTROLLER));
      started.awaitSync();
      await().until(() -> apiServer.isWatched("authclients"));
      apiServer.send("authclients", "ADDED", good.formatted("second", "3", deep));
      apiServer.send("authclients", "ADDED", good.formatted("last", "4", "[]"));

      await().until(() -> started.client(new ClientName("team", "last")).isPresent());
      for (String unreadable : List.of("poisoned", "second")) {
        assertThatExceptionOfType(UnreadableResourceException.class)
            .isThrownBy(() -> started.index().client(new ClientName("team", unreadable)));
      }
    }
  }
}
