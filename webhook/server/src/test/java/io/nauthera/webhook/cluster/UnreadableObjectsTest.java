package io.nauthera.webhook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.governance.ClientEvaluation;
import io.nauthera.api.governance.ServerName;
import io.nauthera.api.governance.UnreadableResourceException;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyEvaluator;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.ServerProfile;
import io.nauthera.runtime.FakeApiServer;
import io.nauthera.runtime.RecordedLog;
import io.nauthera.runtime.WatchedNamespaces;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One object that cannot be read never stops the lists and watches of its kind. */
@Timeout(120)
class UnreadableObjectsTest {
  private static final ClientName POISONED = new ClientName("team", "poisoned");
  private static final String GOOD =
      "\"authServerRef\":{\"name\":\"server\",\"namespace\":\"security\"},\"redirectUris\":[\"https://x.test/\"]";

  private final RecordedLog log = new RecordedLog();
  private FakeApiServer apiServer;
  private ClusterInformers cluster;

  @BeforeEach
  void start() throws IOException {
    apiServer = new FakeApiServer();
    apiServer.put(
        "namespaces",
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",%s}".formatted(metadata("", "team", 1)));
    put("authservers", "AuthServer", "security", "server", "\"issuerUrl\":\"https://x/realms/r\"");
    put("authpolicies", "AuthPolicy", "security", "all", "");
    put("authclients", "AuthClient", "team", "first", GOOD);
    cluster =
        new ClusterInformers(apiServer.client(), WatchedNamespaces.ALL, Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() {
    cluster.close();
    apiServer.close();
    log.close();
  }

  private void put(String plural, String kind, String namespace, String name, String spec) {
    apiServer.put(plural, object(kind, namespace, name, spec, "", 1));
  }

  private static String object(
      String kind, String namespace, String name, String spec, String more, int version) {
    return "{\"apiVersion\":\"auth.nauthera.io/v1alpha1\",\"kind\":\"%s\",%s,\"spec\":{%s}%s}"
        .formatted(kind, metadata(namespace, name, version), spec, more);
  }

  private static String metadata(String namespace, String name, int version) {
    return "\"metadata\":{%s\"name\":\"%s\",\"uid\":\"%2$s\",\"resourceVersion\":\"%d\",\"managedFields\":[{\"fieldsV1\":{\"f:x\":{}}}]}"
        .formatted(
            namespace.isEmpty() ? "" : "\"namespace\":\"%s\",".formatted(namespace), name, version);
  }

  /** What each way stores, and whether this version can ignore it. */
  record Way(String name, String spec, String more, boolean isIgnored) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Way> ways() {
    String deep = "{\"a\":".repeat(9_980) + "1" + "}".repeat(9_980);
    return List.of(
        new Way("unknown field", GOOD + ",\"secretTemplate\":{\"a\":1}", "", true),
        new Way(
            "unknown status",
            GOOD,
            ",\"status\":{\"registration\":1,\"conditions\":[{\"status\":\"X\"}]}",
            true),
        new Way("long name", GOOD + ",\"" + "x".repeat(50_001) + "\":1", "", true),
        new Way("unknown value", GOOD + ",\"deletionPolicy\":\"Archive\"", "", false),
        new Way("other type", GOOD + ",\"scopes\":{\"a\":1}", "", false),
        new Way("deep nesting", GOOD + ",\"jwks\":" + deep, "", false),
        new Way("no spec", "", ",\"spec\":7", false));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void client_inTheList_affectsItselfOnly(Way way) throws Exception {
    apiServer.put(
        "authclients", object("AuthClient", "team", "poisoned", way.spec(), way.more(), 2));
    put("authclients", "AuthClient", "team", "last", GOOD);
    cluster.start();
    cluster.awaitSync();

    assertThat(cluster.index().client(new ClientName("team", "last"))).isPresent();
    assertPoisoned(way);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void client_inAnEvent_affectsItselfOnly(Way way) throws Exception {
    cluster.start();
    cluster.awaitSync();
    await().until(() -> apiServer.isWatched("authclients"));
    apiServer.send(
        "authclients",
        "ADDED",
        object("AuthClient", "team", "poisoned", way.spec(), way.more(), 2));
    apiServer.send("authclients", "ADDED", object("AuthClient", "team", "last", GOOD, "", 3));

    await().until(() -> cluster.index().client(new ClientName("team", "last")).isPresent());
    assertThat(apiServer.listsOf("authclients")).isEqualTo(1);
    assertPoisoned(way);
  }

  private void assertPoisoned(Way way) {
    if (way.isIgnored()) {
      assertThat(cluster.index().client(POISONED)).isPresent();
      assertThat(warnings()).isEmpty();
    } else {
      assertThatExceptionOfType(UnreadableResourceException.class)
          .isThrownBy(() -> cluster.index().client(POISONED));
      assertThat(warnings())
          .singleElement()
          .asString()
          .startsWith("WARN AuthClient team/poisoned cannot be read: spec");
    }
  }

  private List<String> warnings() {
    return log.lines().stream().filter(line -> line.contains("cannot be read")).toList();
  }

  @Test
  void warning_isWrittenOncePerVersion_andTheObjectCanBeCorrected() throws Exception {
    cluster.start();
    cluster.awaitSync();
    await().until(() -> apiServer.isWatched("authclients"));
    for (int version : new int[] {5, 5, 6}) {
      apiServer.send(
          "authclients",
          "MODIFIED",
          object("AuthClient", "team", "poisoned", "\"scopes\":7", "", version));
    }
    apiServer.send(
        "authclients", "MODIFIED", object("AuthClient", "team", "poisoned", GOOD, "", 7));

    await().ignoreExceptions().until(() -> cluster.index().client(POISONED).isPresent());
    assertThat(warnings()).hasSize(2);
  }

  @Test
  void policyWithAnUnknownField_deniesOnlyTheClientsThatItGoverns() throws Exception {
    put("authclients", "AuthClient", "team", "second", GOOD);
    apiServer.put(
        "authclients",
        object("AuthClient", "team", "governed", GOOD, "", 1)
            .replace("\"uid\"", "\"labels\":{\"tier\":\"one\"},\"uid\""));
    put(
        "authpolicies",
        "AuthPolicy",
        "security",
        "newer",
        "\"future\":1,\"clientSelector\":{\"matchLabels\":{\"tier\":\"one\"}}");
    cluster.start();
    cluster.awaitSync();

    assertThat(evaluate("first").governing()).containsExactly(new PolicyName("security", "all"));
    assertThatExceptionOfType(UnreadableResourceException.class)
        .isThrownBy(() -> evaluate("governed"))
        .withMessage(
            "AuthPolicy security/newer cannot be read: spec.future: is not supported by this version of Nauthera");
  }

  private ClientEvaluation evaluate(String name) {
    var client = cluster.index().client(new ClientName("team", name)).orElseThrow();
    return ClientEvaluation.of(
        cluster.index(), client, new PolicyEvaluator(ServerProfile.KEYCLOAK));
  }

  @Test
  void server_thatCannotBeRead_deniesOnlyItsClients() throws Exception {
    put(
        "authservers",
        "AuthServer",
        "security",
        "newer",
        "\"issuerUrl\":\"https://y/realms/r\",\"allowedNamespaces\":{\"from\":\"Some\"}");
    cluster.start();
    cluster.awaitSync();

    assertThat(evaluate("first").governing()).isNotEmpty();
    assertThat(cluster.index().serversIn("security")).hasSize(1);
    assertThatExceptionOfType(UnreadableResourceException.class)
        .isThrownBy(() -> cluster.index().server(new ServerName("security", "newer")));
  }

  @Test
  void namespace_withAnything_isRead() throws Exception {
    apiServer.put(
        "namespaces",
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",%s,\"spec\":{\"future\":[1]},\"status\":{\"phase\":7}}"
            .formatted(metadata("", "odd", 1)));
    cluster.start();
    cluster.awaitSync();
    assertThat(cluster.index().namespaceLabels("odd")).contains(Map.of());
  }
}
