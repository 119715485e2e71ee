package io.nauthera.controller.connections;

import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.ClientRegistry.Absent;
import io.nauthera.controller.provisioning.ClientRegistry.Lookup;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Realms.Connection;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import io.nauthera.controller.provisioning.Realms.RealmSettings;
import io.nauthera.runtime.tracing.Tracing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ServerConnectionsTest {
  private static final RealmSettings SERVER = AuthServerSettings.of(server(""));
  private static final RealmSettings OTHER_SERVER =
      new RealmSettings(
          new ServerName("security", "other"),
          "https://other.example.com/realms/acme",
          "https://other.example.com",
          false,
          "acme",
          "other-keycloak",
          null,
          true);
  private static final RealmSettings WITH_CA =
      AuthServerSettings.of(server("keycloak: {caSecretRef: {name: ca}}"));

  private final Map<String, Secrets.Reading> secrets = new ConcurrentHashMap<>();
  private final List<KeycloakConnection> made = new CopyOnWriteArrayList<>();
  private final List<ScriptedRealm> realms = new CopyOnWriteArrayList<>();
  private final MovableClock clock = new MovableClock();
  private final AtomicInteger reads = new AtomicInteger();
  private final CountDownLatch testEnds = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Runnable beforeRead = () -> {};
  private final ServerConnections connections =
      new ServerConnections(
          this::read,
          this::make,
          clock,
          GuardSettings.DEFAULT,
          DriftSettings.of("cluster", Duration.ofHours(1)),
          new SilentListener(),
          server -> {},
          LoopbackHttp.REFUSED,
          Tracing.OFF);

  @AfterEach
  void close() {
    testEnds.countDown();
    threads.close();
    connections.close();
  }

  private Secrets.Reading read(String namespace, String name) {
    int unused = reads.incrementAndGet();
    beforeRead.run();
    return secrets.getOrDefault(namespace + "/" + name, new Secrets.Missing());
  }

  private Realm make(ServerName server, KeycloakConnection connection) throws IOException {
    if ("rubbish".equals(connection.caPem())) {
      throw new IOException("the certificates of caSecretRef cannot be used: rubbish");
    }
    made.add(connection);
    realms.add(new ScriptedRealm());
    return realms.getLast();
  }

  private void secret(String name, Map<String, String> values) {
    secret(name, Map.of(), values);
  }

  private void secret(String name, Map<String, String> labels, Map<String, String> values) {
    secrets.put(
        "security/" + name,
        new Secrets.Content(
            labels,
            values.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        entry ->
                            Base64.getEncoder()
                                .encodeToString(
                                    entry.getValue().getBytes(StandardCharsets.UTF_8))))));
  }

  private void credentials(String secret) {
    secret("main-keycloak", Map.of("client_id", "nauthera", "client_secret", secret));
  }

  private void pass(Duration time) {
    clock.pass(time);
  }

  private Connected connected() {
    return connected(SERVER);
  }

  private Connected connected(RealmSettings settings) {
    return (Connected) connections.connect(settings);
  }

  /** Closing takes place on another thread. */
  private void closeUnused() {
    pass(Duration.ofSeconds(60));
    var unused = connections.connect(SERVER);
  }

  /** Waits until it is interrupted or the test ends. */
  private void hang() {
    try {
      testEnds.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void server_withCredentials_isConnected() {
    credentials("one");

    assertThat(connected().settings()).isEqualTo(SERVER);
    assertThat(made)
        .containsExactly(
            new KeycloakConnection(
                "https://auth.example.com",
                "acme",
                "https://auth.example.com/realms/acme",
                false,
                "nauthera",
                "one",
                null));
  }

  @Test
  void credentials_read_areUsedForThreeSeconds() {
    credentials("one");
    var first = connections.connect(SERVER);
    credentials("two");

    pass(Duration.ofMillis(2_999));
    assertThat(connections.connect(SERVER)).isEqualTo(first);
    assertThat(reads.get()).isEqualTo(1);
    pass(Duration.ofMillis(1));
    assertThat(connections.connect(SERVER)).isNotEqualTo(first);
    assertThat(made).extracting(KeycloakConnection::clientSecret).containsExactly("one", "two");
  }

  @Test
  void credentials_changed_keepTheInventoryAndTheGuard() {
    credentials("one");
    Connected first = connected();
    credentials("two");
    pass(Duration.ofSeconds(3));

    assertThat(connected().inventory()).isSameAs(first.inventory());
    assertThat(connected().realm()).isNotSameAs(first.realm());
  }

  @Test
  void realm_replaced_isClosedAfterAMinute() {
    credentials("one");
    var unused = connected();
    credentials("two");
    pass(Duration.ofSeconds(3));
    var unusedToo = connected();
    pass(Duration.ofSeconds(59));
    var unusedThree = connected();
    assertThat(realms.getFirst().isClosed).isFalse();

    await()
        .until(() -> {
          closeUnused(); // again, if the first walk was running
          return realms.getFirst().isClosed;
        });
    assertThat(realms.getLast().isClosed).isFalse();
  }

  @Test
  void credentials_unchanged_keepTheConnection() {
    credentials("one");
    var first = connections.connect(SERVER);

    pass(Duration.ofSeconds(10));

    assertThat(connections.connect(SERVER)).isEqualTo(first);
    assertThat(reads.get()).isEqualTo(2);
    assertThat(made).hasSize(1);
  }

  @Test
  void settings_changed_makeANewConnectionAtOnce() {
    credentials("one");
    var unused = connections.connect(SERVER);

    var unusedToo = connections.connect(AuthServerSettings.of(server("keycloak: {realm: other}")));

    assertThat(made).extracting(KeycloakConnection::realm).containsExactly("acme", "other");
  }

  @Test
  void secret_missing_isNamed() {
    assertThat(connections.connect(SERVER))
        .isEqualTo(
            new NotConnected(
                Obstacle.CREDENTIALS_MISSING,
                "Secret security/main-keycloak does not exist: create it with the keys client_id and client_secret of a service account"));
  }

  @Test
  void secret_missing_isReadAgainAfterThreeSeconds() {
    var unused = connections.connect(SERVER);
    credentials("one");

    pass(Duration.ofSeconds(3));

    assertThat(connections.connect(SERVER)).isInstanceOf(Connected.class);
  }

  @Test
  void secret_removed_endsTheConnectionButIsRemembered() {
    credentials("one");
    Connected before = connected();
    secrets.clear();
    pass(Duration.ofSeconds(3));

    assertThat(connections.connect(SERVER)).isInstanceOf(NotConnected.class);
    assertThat(connections.remembered(SERVER.server())).contains(before);
    closeUnused();
    assertThat(before.realm().clients().find("team.app")).isEqualTo(new Absent());
  }

  @Test
  void secret_backAgain_continuesTheConnection() {
    credentials("one");
    Connected before = connected();
    secrets.clear();
    pass(Duration.ofSeconds(3));
    var unused = connections.connect(SERVER);
    credentials("one");
    pass(Duration.ofSeconds(3));

    assertThat(connected()).isEqualTo(before);
    assertThat(made).hasSize(1);
  }

  @Test
  void server_forgotten_isClosedAndNotRemembered() {
    credentials("one");
    var unused = connected();

    connections.forget(SERVER.server());

    assertThat(connections.remembered(SERVER.server())).isEmpty();
    // The first walk may still run.
    await()
        .until(() -> {
          closeUnused();
          return realms.getFirst().isClosed;
        });
  }

  @Test
  void server_unknown_isNotRemembered() {
    assertThat(connections.remembered(new ServerName("security", "other"))).isEmpty();
    connections.forget(new ServerName("security", "other"));
  }

  @Test
  void settings_changed_makeANewInventory() {
    credentials("one");
    Connected before = connected();

    Connected after = connected(AuthServerSettings.of(server("keycloak: {realm: other}")));

    assertThat(after.inventory()).isNotSameAs(before.inventory());
  }

  @Test
  void settings_ofTheSameRealmChanged_keepTheRealm() {
    credentials("one");
    Connected before = connected();

    Connected after = connected(AuthServerSettings.of(server("keycloak: {missingScopes: Refuse}")));

    assertThat(after.realm()).isSameAs(before.realm());
    assertThat(after.settings().createMissingScopes()).isFalse();
  }

  @Test
  void secret_forbidden_isSaid() {
    secrets.put("security/main-keycloak", new Secrets.Forbidden());

    assertThat(connections.connect(SERVER))
        .isEqualTo(
            new NotConnected(
                Obstacle.CREDENTIALS_UNREADABLE,
                "the controller may not read Secret security/main-keycloak: give its service account the verb get for Secrets of namespace security"));
  }

  @Test
  void apiServer_withoutAnswer_isSaid() {
    secrets.put("security/main-keycloak", new Secrets.NoAnswer());

    assertThat(connections.connect(SERVER))
        .isEqualTo(
            new NotConnected(
                Obstacle.CREDENTIALS_UNREADABLE,
                "Secret security/main-keycloak cannot be read, because the API server does not respond: the controller retries"));
  }

  @Test
  void apiServer_withoutAnswer_keepsAConnection() {
    credentials("one");
    Connected before = connected();
    secrets.put("security/main-keycloak", new Secrets.NoAnswer());
    pass(Duration.ofSeconds(3));

    assertThat(connections.connect(SERVER)).isEqualTo(before);
  }

  @Test
  void callers_atTheSameTime_readTheSecretOnce() throws Exception {
    credentials("one");
    var isReading = new CountDownLatch(1);
    beforeRead =
        () -> {
          isReading.countDown();
          hang();
        };
    List<Future<Connection>> results = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      results.add(threads.submit(() -> connections.connect(SERVER)));
    }
    isReading.await();
    await().during(Duration.ofMillis(200)).until(() -> reads.get() == 1);
    testEnds.countDown();
    for (Future<Connection> result : results) {
      assertThat(result.get()).isInstanceOf(Connected.class);
    }
    assertThat(reads.get()).isEqualTo(1);
    assertThat(made).hasSize(1);
  }

  @Test
  void server_hanging_doesNotDelayAnother() {
    credentials("one");
    secret("other-keycloak", Map.of("client_id", "nauthera", "client_secret", "one"));
    ClientRegistry hanging = connected().realm().clients();
    ClientRegistry other = connected(OTHER_SERVER).realm().clients();
    realms.getFirst().find =
        () -> {
          hang();
          return new Absent();
        };
    List<Future<Lookup>> results = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      results.add(threads.submit(() -> hanging.find("team.app")));
    }
    await().until(() -> realms.getFirst().calls.get() >= 16);

    for (int i = 0; i < 100; i++) {
      assertThat(other.find("team.app")).isEqualTo(new Absent());
    }
    assertThat(results).noneMatch(Future::isDone);
  }

  @Test
  @Timeout(20)
  void apiServer_hanging_delaysNeitherOtherServersNorThoseWhoAreConnected() throws Exception {
    credentials("one");
    secret("other-keycloak", Map.of("client_id", "nauthera", "client_secret", "one"));
    Connected before = connected();
    pass(Duration.ofSeconds(3));
    var isReading = new CountDownLatch(1);
    beforeRead =
        () -> {
          beforeRead = () -> {};
          isReading.countDown();
          hang();
        };
    Future<Connection> hanging = threads.submit(() -> connections.connect(SERVER));
    isReading.await();

    assertThat(connections.connect(SERVER)).isEqualTo(before);
    assertThat(connections.connect(OTHER_SERVER)).isInstanceOf(Connected.class);
    testEnds.countDown();
    assertThat(hanging.get()).isEqualTo(before);
  }

  @Test
  void secret_withAnotherNameAndWithoutTheLabel_isNotUsed() {
    RealmSettings named =
        AuthServerSettings.of(server("keycloak: {credentialsSecretRef: {name: shared}}"));
    Map<String, String> account = Map.of("client_id", "nauthera", "client_secret", "one");
    String label = "auth.nauthera.io/auth-server-credentials";
    var refused =
        new NotConnected(
            Obstacle.CREDENTIALS_NOT_LABELED,
            "Secret security/shared is not read, because it does not have the label auth.nauthera.io/auth-server-credentials: \"true\". Add the label, or use a Secret with the default name main-keycloak");

    secret("shared", account);
    assertThat(connections.connect(named)).isEqualTo(refused);
    secret("shared", Map.of(label, "yes"), account);
    pass(Duration.ofSeconds(3));
    assertThat(connections.connect(named)).isEqualTo(refused);
    assertThat(made).isEmpty();

    secret("shared", Map.of(label, "true"), account);
    pass(Duration.ofSeconds(3));
    assertThat(connections.connect(named)).isInstanceOf(Connected.class);
  }

  @Test
  void loopbackHttp_notAllowed_isNotConnectedAndReadsNoSecret() {
    credentials("one");
    RealmSettings loopback =
        AuthServerSettings.of(server("keycloak: {url: \"http://127.0.0.1:15000\"}"));

    assertThat(connections.connect(loopback))
        .isEqualTo(
            new NotConnected(
                Obstacle.LOOPBACK_HTTP_NOT_ALLOWED,
                "\"http://127.0.0.1:15000\" uses http, which this installation of Nauthera does not accept: use https, or set the chart value allowLoopbackIssuers to true (for development only)"));
    assertThat(reads).hasValue(0);
    assertThat(made).isEmpty();
  }

  @Test
  void key_missing_isNamed() {
    secret("main-keycloak", Map.of("client_id", "nauthera"));

    assertThat(connections.connect(SERVER))
        .isEqualTo(
            new NotConnected(
                Obstacle.CREDENTIALS_MISSING,
                "Secret security/main-keycloak has no key client_secret"));
  }

  @Test
  void authority_missing_isNamed() {
    credentials("one");

    assertThat(connections.connect(WITH_CA))
        .isEqualTo(
            new NotConnected(
                Obstacle.CREDENTIALS_MISSING,
                "Secret security/ca does not exist: create it with the key ca.crt"));
  }

  @Test
  void authority_unreadable_isSaid() {
    credentials("one");
    secret("ca", Map.of("ca.crt", "rubbish"));

    assertThat(connections.connect(WITH_CA))
        .isEqualTo(
            new NotConnected(
                Obstacle.CERTIFICATE_AUTHORITY_UNREADABLE,
                "the certificates of caSecretRef cannot be used: rubbish"));
  }

  @Test
  void close_closesEveryRealm() {
    credentials("one");
    var unused = connections.connect(SERVER);

    connections.close();

    assertThat(realms).allMatch(realm -> realm.isClosed);
  }

  /** Ignores drift. */
  private static final class SilentListener implements DriftListener {
    @Override
    public void changed(ServerName server, ClientName client) {}

    @Override
    public void walked(ServerName server) {}
  }
}
