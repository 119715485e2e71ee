package io.nauthera.api.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.api.oauth.ClientName;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client id at a server and a Secret in a namespace have one owner: whoever was there first. */
class UniqueClaimsTest {
  private static final ServerName SERVER = new ServerName("security", "production");

  private static Client client(
      String namespace, String name, String clientId, String secret, CreationOrder seniority) {
    return new Client(
        new ClientName(namespace, name), SERVER, Map.of(), clientId, secret, seniority);
  }

  private static CreationOrder since(String created, String uid) {
    return new CreationOrder(created, uid);
  }

  private final Client first =
      client("a", "app", "shared", "app-secret", since("2026-01-01T00:00:00Z", "u2"));

  @Test
  void claimant_laterOrNew_yieldsAndOnlyThat() {
    var cluster = new InMemoryCluster().with(first);
    Client later = client("b", "other", "shared", "s", since("2026-01-02T00:00:00Z", "u1"));
    Client sameSecond = client("b", "other", "shared", "s", since("2026-01-01T00:00:00Z", "u3"));

    assertThat(UniqueClaims.check(cluster, later))
        .extracting(violation -> violation.field().toString())
        .containsExactly("spec.clientId");
    assertThat(UniqueClaims.check(cluster, sameSecond)).hasSize(1);
    assertThat(UniqueClaims.check(cluster, later.createdAs(CreationOrder.NEWCOMER)))
        .singleElement()
        .asString()
        .isEqualTo(
            "spec.clientId: client id \"shared\" at AuthServer security/production belongs to AuthClient a/app: choose another spec.clientId");
    assertThat(UniqueClaims.check(cluster.with(later), first)).isEmpty();
  }

  @Test
  void claimant_ofItsDefaultId_isToldWhereTheIdComesFrom() {
    var cluster = new InMemoryCluster().with(client("a", "x", "b.app", "s", first.creationOrder()));

    assertThat(
            UniqueClaims.check(cluster, client("b", "app", "b.app", "t", CreationOrder.NEWCOMER)))
        .singleElement()
        .asString()
        .endsWith(
            "the default id follows from metadata.name, so choose another name or set spec.clientId");
  }

  @Test
  void claimant_isTheHolderItself_yieldsToNobody() {
    assertThat(
            UniqueClaims.check(
                new InMemoryCluster().with(first), first.createdAs(CreationOrder.NEWCOMER)))
        .isEmpty();
  }

  @Test
  void secret_isExclusiveInItsNamespaceOnly() {
    var cluster = new InMemoryCluster().with(first);
    Client neighbour = client("a", "second", "a.second", "app-secret", CreationOrder.NEWCOMER);
    Client elsewhere = client("b", "second", "b.second", "app-secret", CreationOrder.NEWCOMER);

    assertThat(UniqueClaims.check(cluster, neighbour))
        .extracting(violation -> violation.field().toString())
        .containsExactly("spec.secretName");
    assertThat(UniqueClaims.check(cluster, elsewhere)).isEmpty();
  }

  @Test
  void clientId_atAnotherServer_isFree() {
    var cluster = new InMemoryCluster().with(first);
    var elsewhere =
        new Client(
            new ClientName("b", "x"),
            new ServerName("security", "test"),
            Map.of(),
            "shared",
            "s",
            CreationOrder.NEWCOMER);

    assertThat(UniqueClaims.check(cluster, elsewhere)).isEmpty();
  }
}
