package io.nauthera.controller.connections;

import static io.nauthera.controller.Fixtures.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.provisioning.InMemoryRealm;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.Realms.Connected;
import io.nauthera.controller.provisioning.Realms.NotConnected;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import io.nauthera.controller.provisioning.Realms.RealmSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServerConnectionsTest {
  private static final RealmSettings SERVER = AuthServerSettings.of(server(""));
  private static final RealmSettings WITH_CA =
      AuthServerSettings.of(server("keycloak: {caSecretRef: {name: ca}}"));

  private final Map<String, Map<String, String>> secrets = new HashMap<>();
  private final List<KeycloakConnection> made = new ArrayList<>();
  private final List<InMemoryRealm> realms = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int reads;
  private final ServerConnections connections =
      new ServerConnections(this::read, this::make, clock());

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }

  private Optional<Map<String, String>> read(String namespace, String name) {
    reads++;
    return Optional.ofNullable(secrets.get(namespace + "/" + name));
  }

  private Realm make(KeycloakConnection connection) throws IOException {
    if ("rubbish".equals(connection.caPem())) {
      throw new IOException("the certificates of caSecretRef cannot be used: rubbish");
    }
    made.add(connection);
    realms.add(new InMemoryRealm());
    return realms.getLast();
  }

  private void secret(String name, Map<String, String> values) {
    secrets.put(
        "security/" + name,
        values.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry ->
                        Base64.getEncoder()
                            .encodeToString(entry.getValue().getBytes(StandardCharsets.UTF_8)))));
  }

  private void credentials(String secret) {
    secret("main-keycloak", Map.of("client_id", "nauthera", "client_secret", secret));
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void server_withCredentials_isConnected() {
    credentials("one");

    assertThat(connections.connect(SERVER)).isEqualTo(new Connected(realms.getFirst()));
    assertThat(made)
        .containsExactly(
            new KeycloakConnection(
                "https://auth.example.com",
                "acme",
                "https://auth.example.com/realms/acme",
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
    assertThat(reads).isEqualTo(1);
    pass(Duration.ofMillis(1));
    assertThat(connections.connect(SERVER)).isEqualTo(new Connected(realms.getLast()));
    assertThat(made).extracting(KeycloakConnection::clientSecret).containsExactly("one", "two");
    assertThat(realms.getFirst().isClosed()).isTrue();
    assertThat(realms.getLast().isClosed()).isFalse();
  }

  @Test
  void credentials_unchanged_keepTheConnection() {
    credentials("one");
    var first = connections.connect(SERVER);

    pass(Duration.ofSeconds(10));

    assertThat(connections.connect(SERVER)).isEqualTo(first);
    assertThat(reads).isEqualTo(2);
    assertThat(made).hasSize(1);
  }

  @Test
  void settings_changed_makeANewConnectionAtOnce() {
    credentials("one");
    var unused = connections.connect(SERVER);

    var unusedToo = connections.connect(AuthServerSettings.of(server("keycloak: {realm: other}")));

    assertThat(made).extracting(KeycloakConnection::realm).containsExactly("acme", "other");
    assertThat(realms.getFirst().isClosed()).isTrue();
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
  void secret_removed_closesTheConnection() {
    credentials("one");
    var unused = connections.connect(SERVER);
    secrets.clear();
    pass(Duration.ofSeconds(3));

    assertThat(connections.connect(SERVER)).isInstanceOf(NotConnected.class);
    assertThat(realms.getFirst().isClosed()).isTrue();
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

    assertThat(realms).allMatch(InMemoryRealm::isClosed);
  }
}
