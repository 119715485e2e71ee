package io.nauthera.controller.keycloak;

import static io.nauthera.controller.keycloak.FakeKeycloak.ADMIN;
import static io.nauthera.controller.keycloak.FakeKeycloak.SECRET;
import static io.nauthera.controller.keycloak.FakeKeycloak.TOKEN;
import static io.nauthera.controller.keycloak.FakeKeycloak.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.provisioning.ClientRegistry.Lookup;
import io.nauthera.controller.provisioning.ClientRegistry.Page;
import io.nauthera.controller.provisioning.ClientRegistry.Removed;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real Keycloak cannot be made to do in a test. */
@Timeout(30)
class FailingServerTest {
  private static final String CLIENTS = "GET " + ADMIN + "/clients";
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Owner OWNER = new Owner(new ClientName("team", "app"), "uid-1", "cluster-1");
  private FakeKeycloak server;
  private KeycloakRealm realm;

  @BeforeEach
  void start() throws IOException {
    server = new FakeKeycloak();
    realm = server.connect(LONG);
  }

  @AfterEach
  void stop() {
    realm.close();
    server.close();
  }

  private static Unavailable unavailable(Object answer) {
    assertThat(answer).isInstanceOf(Unavailable.class);
    var unavailable = (Unavailable) answer;
    assertThat(unavailable.detail()).doesNotContain("null", SECRET, "internal-detail");
    return unavailable;
  }

  @ParameterizedTest
  @CsvSource({
    "401, CREDENTIALS_REJECTED",
    "403, FORBIDDEN",
    "409, FAILED",
    "429, OVERLOADED",
    "500, FAILED",
    "502, OVERLOADED",
    "503, OVERLOADED",
    "504, OVERLOADED",
    "302, UNREACHABLE",
    "418, UNREACHABLE"
  })
  void answer_toACall_meansThis(int status, Cause cause) {
    server.on(CLIENTS, json(status, "{\"error\":\"internal-detail\"}"));
    assertThat(unavailable(realm.clients().find("team.app")).cause()).isEqualTo(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "400, CREDENTIALS_REJECTED",
    "401, CREDENTIALS_REJECTED",
    "403, UNREACHABLE",
    "429, OVERLOADED",
    "500, FAILED",
    "503, OVERLOADED"
  })
  void answer_toTheTokenRequest_meansThis(int status, Cause cause) {
    server.on("POST " + TOKEN, json(status, "{\"error\":\"internal-detail\"}"));
    assertThat(unavailable(realm.clients().find("team.app")).cause()).isEqualTo(cause);
    assertThat(unavailable(realm.health().problem().orElseThrow()).cause()).isEqualTo(cause);
  }

  @Test
  void realm_missing_isReportedOnlyIfKeycloakSaysSo() {
    server.on("POST " + TOKEN, json(404, "{\"error\":\"Realm does not exist\"}"));
    assertThat(unavailable(realm.clients().find("a")).cause()).isEqualTo(Cause.REALM_MISSING);
    server.on("POST " + TOKEN, json(404, "<html>default backend - 404</html>"));
    assertThat(unavailable(realm.clients().find("a")).cause()).isEqualTo(Cause.UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | PT7S",
        "Thu, 26 Nov 2015 06:00:00 GMT |",
        "soon |",
        "99999999999 | PT99999999999S"
      })
  void retryAfter_inSeconds_isHonoured(String header, Duration expected) {
    server.on(CLIENTS, json(429, "", "Retry-After", header));
    assertThat(unavailable(realm.clients().find("a")).retryAfter()).isEqualTo(expected);
  }

  @Test
  void retryAfter_asADate_isHonoured() {
    server.on(CLIENTS, json(503, "", "Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"));
    assertThat(unavailable(realm.clients().find("a")).retryAfter()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /admin/realms/acme/clients",
        "POST /realms/acme/protocol/openid-connect/token"
      })
  void body_endless_isCutOff(String request) throws InterruptedException {
    var cut = new CountDownLatch(1);
    server.on(request, FakeKeycloak.endless(1 << 16, Duration.ZERO, cut::countDown));

    assertThat(unavailable(realm.clients().find("a")).cause()).isEqualTo(Cause.FAILED);
    assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
  }

  /** Many calls run at the same time, and their answers must fit into the memory together. */
  @Test
  void body_long_isAcceptedOnlyForALongList() {
    String padding = "[" + " ".repeat(2 * 1024 * 1024) + "]";
    server.on(CLIENTS, json(200, padding));

    assertThat(unavailable(realm.clients().find("a")))
        .isEqualTo(
            new Unavailable(
                Cause.FAILED,
                "Keycloak at %s sends an answer that is too large".formatted(server.url())));
    assertThat(realm.clients().page(0)).isEqualTo(new Page(List.of(), -1));
  }

  @Test
  void body_slow_isCutOffInTime() throws InterruptedException {
    var cut = new CountDownLatch(1);
    server.on(CLIENTS, FakeKeycloak.endless(1, Duration.ofMillis(10), cut::countDown));
    try (var hasty = server.connect(Duration.ofMillis(500))) {
      assertThat(unavailable(hasty.clients().find("a")).cause()).isEqualTo(Cause.UNREACHABLE);
    }
    assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void call_interrupted_endsAndClosesItsConnection() throws Exception {
    var started = new CountDownLatch(1);
    var cut = new CountDownLatch(1);
    server.on(
        CLIENTS,
        exchange -> {
          started.countDown();
          FakeKeycloak.endless(1, Duration.ofMillis(10), cut::countDown).send(exchange);
        });
    var answer = new CompletableFuture<Lookup>();
    var thread = Thread.startVirtualThread(() -> answer.complete(realm.clients().find("a")));
    started.await();
    thread.interrupt();

    assertThat(unavailable(answer.get()).cause()).isEqualTo(Cause.UNREACHABLE);
    assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void callers_thatWaitForATokenThatHangs_canBeInterrupted() throws Exception {
    var asked = new CountDownLatch(1);
    server.on(
        "POST " + TOKEN,
        exchange -> {
          asked.countDown();
          Thread.sleep(LONG);
        });
    List<CompletableFuture<Lookup>> answers =
        Stream.generate(CompletableFuture<Lookup>::new).limit(20).toList();
    List<Thread> threads =
        answers.stream()
            .map(answer ->
                Thread.startVirtualThread(() -> answer.complete(realm.clients().find("a"))))
            .toList();
    asked.await();
    threads.forEach(Thread::interrupt);

    for (CompletableFuture<Lookup> answer : answers) {
      assertThat(unavailable(answer.get()).cause()).isEqualTo(Cause.UNREACHABLE);
    }
    assertThat(server.count("POST " + TOKEN)).isEqualTo(1);
  }

  @Test
  void token_forManyCallers_isFetchedOnce() {
    server.on(CLIENTS, json(200, "[]"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Lookup>> answers =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(() -> realm.clients().find("a"), threads))
              .limit(50)
              .toList();
      answers.forEach(CompletableFuture::join);
    }
    assertThat(server.count("POST " + TOKEN)).isEqualTo(1);
    assertThat(server.count(CLIENTS)).isEqualTo(50);
  }

  @Test
  void token_revoked_isReplacedOnce() {
    server.on(CLIENTS, json(401, "{\"error\":\"HTTP 401 Unauthorized\"}"));
    assertThat(unavailable(realm.clients().find("a")).cause())
        .isEqualTo(Cause.CREDENTIALS_REJECTED);
    assertThat(server.count("POST " + TOKEN)).isEqualTo(2);
    assertThat(server.count(CLIENTS)).isEqualTo(2);
  }

  @Test
  void role_grantedMeanwhile_isUsedWithANewToken() {
    server.on("POST " + TOKEN, server.token("[\"view-realm\"]"));
    server.on(
        CLIENTS,
        exchange -> {
          server.on("POST " + TOKEN, server.token("[\"view-realm\",\"manage-clients\"]"));
          server.on(CLIENTS, json(200, "[]"));
          json(403, "{\"error\":\"HTTP 403 Forbidden\"}").send(exchange);
        });
    try (var impatient =
        FakeKeycloak.connect(server.connection(), new CallLimits(LONG, Duration.ZERO))) {
      assertThat(impatient.clients().find("a")).isNotInstanceOf(Unavailable.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | the roles manage-clients and view-realm of",
        "[\"view-realm\"] | the role manage-clients of",
        "[\"manage-clients\"] | the role view-realm of"
      })
  void health_withoutARole_namesIt(String roles, String expected) {
    server.on("POST " + TOKEN, server.token(roles));
    Unavailable problem = realm.health().problem().orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.FORBIDDEN);
    assertThat(problem.detail()).contains(expected);
  }

  @Test
  void health_withATokenThatNamesNoRoles_triesACall() {
    server.on("POST " + TOKEN, json(200, "{\"access_token\":\"opaque\",\"expires_in\":60}"));
    server.on(CLIENTS, json(200, "[]"));
    assertThat(realm.health().problem()).isEmpty();
    server.on(CLIENTS, json(403, "{\"error\":\"HTTP 403 Forbidden\"}"));
    assertThat(realm.health().problem().orElseThrow().cause()).isEqualTo(Cause.FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>hello</html>", "{}", "[1", "\"text\""})
  void answer_thatIsNotThatOfKeycloak_isReported(String body) {
    server.on(CLIENTS, json(200, body));
    assertThat(unavailable(realm.clients().find("a")).cause()).isEqualTo(Cause.UNREACHABLE);
    assertThat(unavailable(realm.clients().page(0)).cause()).isEqualTo(Cause.UNREACHABLE);
  }

  @Test
  void removal_answeredByAProxy_isNotBelieved() {
    RegisteredClient client =
        new RegisteredClient(
            "id-1",
            "team.app",
            OWNER,
            null,
            ManagedFields.of(JsonNodeFactory.instance.objectNode()));
    server.on("DELETE " + ADMIN + "/clients/id-1", json(404, "<html>default backend</html>"));
    assertThat(unavailable(realm.clients().remove(client)).cause()).isEqualTo(Cause.UNREACHABLE);
    server.on(
        "DELETE " + ADMIN + "/clients/id-1", json(404, "{\"error\":\"Could not find client\"}"));
    assertThat(realm.clients().remove(client)).isEqualTo(new Removed());
  }

  @Test
  void secret_masked_isNotTakenForASecret() {
    server.on(
        CLIENTS,
        json(
            200,
            """
            [{"id":"1","clientId":"a","clientAuthenticatorType":"client-secret","secret":"**********"}]\
            """));
    assertThat(unavailable(realm.clients().find("a")).cause()).isEqualTo(Cause.FORBIDDEN);
  }
}
