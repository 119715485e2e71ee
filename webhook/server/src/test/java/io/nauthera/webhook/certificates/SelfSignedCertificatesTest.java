package io.nauthera.webhook.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nauthera.webhook.certificates.WebhookConfiguration.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** How a replica makes, shares, injects, renews and repairs its certificates. */
class SelfSignedCertificatesTest {
  private final FakeCluster cluster = new FakeCluster();
  private final Replica replica = new Replica(cluster);

  private SharedCertificates shared() {
    return cluster.shared().orElseThrow();
  }

  private static String bundleOf(X509Certificate... certificates) {
    return Base64.getEncoder().encodeToString(Pem.of(List.of(certificates)));
  }

  private static CertificateAuthority foreignAuthority() throws Exception {
    return CertificateAuthority.create(Replica.START, Duration.ofDays(1));
  }

  @Test
  void start_inANewInstallation_trustsTheAuthorityBeforeItSigns() {
    replica.round();
    assertThat(shared().serving()).isNull();
    replica.round();
    assertThat(cluster.trustsExactly(shared())).isTrue();
    assertThat(replica.certificates.isTrusted()).isFalse();
    assertThatThrownBy(replica.certificates::read).isInstanceOf(IOException.class);
    replica.round();
    assertThat(shared().serving()).as("the API server may not have seen it yet").isNull();

    replica.settle();

    assertThat(replica.isIssuedBy(shared().authority().certificate())).isTrue();
    assertThat(replica.certificates.isTrusted()).isTrue();
  }

  @Test
  void start_withoutTheValidatingConfiguration_waitsForIt() {
    cluster.remove(Kind.VALIDATING);
    for (int i = 0; i < 10; i++) {
      replica.sleep(replica.round());
    }
    assertThat(replica.certificates.isTrusted()).isFalse();

    cluster.setBundle(Kind.VALIDATING, "");
    replica.settle();

    assertThat(replica.certificates.isTrusted()).isTrue();
  }

  @Test
  void start_withoutTheMutatingConfiguration_doesNotWaitForIt() {
    cluster.remove(Kind.MUTATING);

    replica.settle();

    assertThat(replica.certificates.isTrusted()).isTrue();
  }

  @Test
  void start_withWhatAnotherReplicaHasMade_servesTheSame() {
    replica.settle();
    var second = new Replica(cluster);

    assertThat(second.round()).isEqualTo(Duration.ofSeconds(5));

    assertThat(second.served()).isEqualTo(replica.served());
    assertThat(second.certificates.isTrusted()).isTrue();
  }

  /** The pods of another certificate mode still run, and the API server still calls them. */
  @Test
  void start_whileAnotherAuthorityIsTrusted_goesOnToTrustIt() throws Exception {
    X509Certificate foreign = foreignAuthority().certificate();
    for (Kind kind : Kind.values()) {
      cluster.setBundle(kind, bundleOf(foreign));
    }

    replica.settle();
    assertThat(cluster.trusts(foreign)).isTrue();
    assertThat(replica.isIssuedBy(shared().authority().certificate())).isTrue();

    replica.sleep(Replica.SETTINGS.duration());
    replica.settle();
    assertThat(cluster.trusts(foreign)).isFalse();
  }

  @Test
  void start_whileAnotherAuthorityIsTrusted_withAnOldSecret_goesOnToTrustBoth() throws Exception {
    replica.settle();
    X509Certificate own = shared().authority().certificate();
    X509Certificate foreign = foreignAuthority().certificate();
    for (Kind kind : Kind.values()) {
      cluster.setBundle(kind, bundleOf(foreign));
    }
    replica.sleep(Duration.ofHours(4));
    var second = new Replica(cluster.client(() -> {}), replica.now());

    second.settle();

    assertThat(cluster.trusts(foreign)).isTrue();
    assertThat(cluster.trusts(own)).isTrue();
    assertThat(second.isIssuedBy(shared().authority().certificate())).isTrue();
  }

  @Test
  void certificate_afterTwoThirdsOfItsLife_isRenewedByTheSameAuthority() {
    replica.settle();
    X509Certificate first = replica.served();

    replica.sleep(Duration.ofMinutes(119));
    replica.settle();
    assertThat(replica.served()).isEqualTo(first);
    replica.sleep(Duration.ofMinutes(1));
    replica.settle();

    assertThat(replica.served()).isNotEqualTo(first);
    assertThat(replica.served().getPublicKey()).isNotEqualTo(first.getPublicKey());
    assertThat(shared().trusted()).hasSize(1);
  }

  @Test
  void authority_afterTwoThirdsOfItsLife_isReplaced_andLeavesTheBundleLater() {
    replica.settle();
    X509Certificate first = shared().authority().certificate();
    X509Certificate served = replica.served();
    replica.sleep(Duration.ofHours(8));

    replica.round();
    replica.round();
    assertThat(shared().trusted()).hasSize(2).contains(first);
    assertThat(cluster.trustsExactly(shared())).isTrue();
    assertThat(replica.served()).isEqualTo(served);

    replica.settle();
    assertThat(replica.isIssuedBy(shared().authority().certificate())).isTrue();
    assertThat(cluster.trusts(first)).isTrue();

    replica.sleep(Replica.SETTINGS.duration());
    replica.settle();
    assertThat(cluster.trusts(first)).isFalse();
    assertThat(shared().trusted()).hasSize(1);
  }

  @Test
  void secret_deleted_isMadeAnew_whileTheOldCertificateIsStillTrusted() {
    replica.settle();
    X509Certificate authority = shared().authority().certificate();
    X509Certificate served = replica.served();

    cluster.deleteSecret();
    replica.round();
    assertThat(replica.served()).isEqualTo(served);
    assertThat(shared().trusted()).contains(authority);
    assertThat(shared().authority().certificate()).isNotEqualTo(authority);
    replica.settle();

    assertThat(replica.served()).isNotEqualTo(served);
    assertThat(replica.certificates.isTrusted()).isTrue();
  }

  @Test
  void secret_deletedManyTimes_keepsTheBundleShort() {
    for (int i = 0; i < 12; i++) {
      replica.settle();
      cluster.deleteSecret();
    }
    replica.settle();

    assertThat(shared().trusted()).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({"ca.key,''", "ca.key,garbage", "ca.crt,garbage", "ca.crt,''"})
  void secret_withADamagedAuthority_isMadeAnew(String key, String text) {
    replica.settle();
    X509Certificate authority = shared().authority().certificate();

    cluster.damage(key, text);
    replica.settle();

    assertThat(shared().authority().certificate()).isNotEqualTo(authority);
    assertThat(cluster.trusts(authority)).isTrue();
    assertThat(cluster.trustsExactly(shared())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls.crt", "tls.key"})
  void secret_withADamagedCertificate_isSignedAgainByTheSameAuthority(String key) {
    replica.settle();
    X509Certificate authority = shared().authority().certificate();
    X509Certificate served = replica.served();

    cluster.damage(key, "garbage");
    replica.settle();

    assertThat(shared().authority().certificate()).isEqualTo(authority);
    assertThat(replica.served()).isNotEqualTo(served);
    assertThat(shared().leaf()).contains(replica.served());
  }

  @Test
  void secret_withTheKeyOfAnotherAuthority_isMadeAnew() throws Exception {
    replica.settle();
    X509Certificate authority = shared().authority().certificate();

    cluster.damage("ca.key", new String(foreignAuthority().keyPem(), StandardCharsets.US_ASCII));
    replica.settle();

    assertThat(shared().authority().certificate()).isNotEqualTo(authority);
  }

  /** An old backup does not know the authority that signed what replicas serve now. */
  @Test
  void secret_restoredFromABackup_neverLosesTheTrustInWhatIsServed() {
    replica.settle();
    SharedCertificates backup = shared();
    cluster.deleteSecret();
    replica.settle();
    replica.sleep(Replica.SETTINGS.duration());
    replica.settle();
    X509Certificate issuer = shared().authority().certificate();
    assertThat(shared().trusted()).containsExactly(issuer);

    cluster.restore(backup);
    replica.settle();

    assertThat(cluster.trusts(issuer)).isTrue();
    assertThat(replica.certificates.isTrusted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Z2FyYmFnZQ==", "!"})
  void bundle_changedByHand_isWrittenAgain(String changed) {
    replica.settle();
    cluster.setBundle(Kind.VALIDATING, changed);

    replica.round();
    assertThat(replica.certificates.isTrusted()).isFalse();
    replica.settle();

    assertThat(cluster.trustsExactly(shared())).isTrue();
    assertThat(replica.certificates.isTrusted()).isTrue();
  }

  @Test
  void bundle_withOneMoreAuthority_isWrittenAgain() throws Exception {
    replica.settle();
    X509Certificate foreign = foreignAuthority().certificate();
    cluster.setBundle(Kind.MUTATING, bundleOf(shared().authority().certificate(), foreign));

    replica.settle();

    assertThat(cluster.trustsExactly(shared())).isTrue();
    assertThat(shared().trusted()).doesNotContain(foreign);
  }

  @ParameterizedTest
  @ValueSource(ints = {-9, 9})
  void clock_wrongByMinutesAtTheStart_givesACertificateThatIsValidNow(int minutes) {
    replica.setClock(Replica.START.plus(Duration.ofMinutes(minutes)));

    replica.settle();

    assertThat(isValid(replica.served(), Replica.START)).isTrue();
    assertThat(isValid(shared().authority().certificate(), Replica.START)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-9, 9})
  void clock_setByMinutes_changesNothing(int minutes) {
    replica.settle();
    X509Certificate served = replica.served();

    replica.setClock(replica.now().plus(Duration.ofMinutes(minutes)));
    replica.settle();

    assertThat(replica.served()).isEqualTo(served);
  }

  /** The clock of the first start was wrong by a day. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void clock_correctedByADay_givesACertificateThatIsValidNow(int days) {
    replica.setClock(Replica.START.plus(Duration.ofDays(days)));
    replica.settle();

    replica.setClock(Replica.START);
    replica.settle();

    assertThat(isValid(replica.served(), Replica.START)).isTrue();
    assertThat(isValid(shared().authority().certificate(), Replica.START)).isTrue();
    assertThat(replica.isIssuedBy(shared().authority().certificate())).isTrue();
  }

  private static boolean isValid(X509Certificate certificate, Instant time) {
    return !time.isBefore(certificate.getNotBefore().toInstant())
        && time.isBefore(certificate.getNotAfter().toInstant());
  }

  @Test
  void keys_neverAppearInTheLogOrInTexts() {
    var log = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger(SelfSignedCertificates.class);
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    try {
      replica.settle();
      cluster.damage("ca.key", "garbage");
      replica.settle();
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
    String texts = shared() + " " + cluster.client(() -> {}).secret() + " " + log.list;

    assertThat(log.list).isNotEmpty();
    for (byte[] key : List.of(shared().data().get("ca.key"), shared().data().get("tls.key"))) {
      String line = new String(key, StandardCharsets.US_ASCII).lines().toList().get(1);
      assertThat(texts).doesNotContain(line, "PRIVATE KEY");
    }
  }
}
