package io.nauthera.api.mapping;

import static io.nauthera.api.mapping.NewKeys.base64;
import static io.nauthera.api.mapping.NewKeys.ec;
import static io.nauthera.api.mapping.NewKeys.edwards;
import static io.nauthera.api.mapping.NewKeys.rsa;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.oauth.ClientKeys;
import io.nauthera.api.v1alpha1.JsonWebKey;
import io.nauthera.api.v1alpha1.JsonWebKeySet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys are accepted; PrivateKeyJwtTest asks a real Keycloak about the same forms. */
class PublicKeysTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectNode RSA = rsa(1024, 65537);
  private static final ObjectNode EC = ec("P-256");
  private static final ObjectNode ED25519 = edwards("Ed25519");

  static Stream<ObjectNode> usableKeys() {
    return Stream.of(
        RSA,
        rsa(2048, 3),
        with(RSA, key -> key.put("alg", "PS512").put("use", "sig").put("kid", "a")),
        with(RSA, key -> key.put("n", key.get("n").asText() + "==")),
        with(RSA, key -> key.put("n", standard(key.get("n").asText()))),
        with(RSA, key -> key.put("crv", "P-256").put("x5t", "any")),
        EC,
        ec("P-384"),
        ec("P-521"),
        with(EC, key -> key.put("alg", "ES256").put("ext", true).putArray("key_ops").add("verify")),
        with(EC, key -> key.put("x", base64(concat(new byte[1], bytes(key.get("x").asText()))))),
        with(EC, key -> key.put("n", "AQAB").put("e", "AQAB")),
        ED25519,
        with(ED25519, key -> key.put("alg", "EdDSA").put("y", "any")),
        edwards("Ed448"));
  }

  @ParameterizedTest
  @MethodSource("usableKeys")
  void key_usableByKeycloak_accepted(ObjectNode key) {
    assertThat(check(key)).isEqualTo(ClientKeys.USABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          RSA ; {"kty": "rsa"}                ; kty UNKNOWN_TYPE
          RSA ; {"kty": "AKP"}                ; kty UNKNOWN_TYPE
          RSA ; {"kty": ""}                   ; kty UNKNOWN_TYPE
          RSA ; {"kty": "EC"}                 ; crv MISSING_MEMBER, x MISSING_MEMBER, y MISSING_MEMBER
          RSA ; {"kty": "oct"}                ; kty SECRET_KEY
          RSA ; {"k": "c2VjcmV0"}             ; k SECRET_KEY
          RSA ; {"d": "AQAB"}                 ; d PRIVATE_KEY
          RSA ; {"qi": ""}                    ; qi PRIVATE_KEY
          RSA ; {"use": "enc"}                ; use OTHER_USE
          RSA ; {"use": "SIG"}                ; use OTHER_USE
          RSA ; {"use": ""}                   ; use OTHER_USE
          RSA ; {"alg": "ES256"}              ; alg OTHER_ALGORITHM
          RSA ; {"alg": "HS256"}              ; alg OTHER_ALGORITHM
          RSA ; {"alg": "RSA-OAEP"}           ; alg OTHER_ALGORITHM
          RSA ; {"alg": "none"}               ; alg OTHER_ALGORITHM
          RSA ; {"alg": "rs256"}              ; alg OTHER_ALGORITHM
          RSA ; {"alg": ""}                   ; alg OTHER_ALGORITHM
          RSA ; {"n": ""}                     ; n MISSING_MEMBER
          RSA ; {"e": null}                   ; e MISSING_MEMBER
          RSA ; {"n": null, "x5c": ["MIIB"]}  ; n MISSING_MEMBER
          RSA ; {"n": "AQAB"}                 ; NOT_A_KEY
          RSA ; {"e": "AQ"}                   ; NOT_A_KEY
          RSA ; {"e": "!"}                    ; e NOT_BASE64URL
          RSA ; {"e": "AQAB\\n"}              ; e NOT_BASE64URL
          RSA ; {"e": "AQ AB"}                ; e NOT_BASE64URL
          RSA ; {"e": "=AQAB"}                ; e NOT_BASE64URL
          RSA ; {"e": "AQ=AB"}                ; e NOT_BASE64URL
          RSA ; {"e": "AQABA"}                ; e NOT_BASE64URL
          EC  ; {"crv": "secp256k1"}          ; crv UNKNOWN_CURVE
          EC  ; {"crv": "p-256"}              ; crv UNKNOWN_CURVE
          EC  ; {"crv": "Ed25519"}            ; crv UNKNOWN_CURVE
          EC  ; {"crv": "P-384"}              ; NOT_A_KEY
          EC  ; {"crv": null}                 ; crv MISSING_MEMBER
          EC  ; {"y": null}                   ; y MISSING_MEMBER
          EC  ; {"y": null, "true": "AQAB"}   ; y MISSING_MEMBER
          EC  ; {"y": "true"}                 ; NOT_A_KEY
          EC  ; {"x": "AA", "y": "AA"}        ; NOT_A_KEY
          EC  ; {"alg": "ES384"}              ; alg OTHER_ALGORITHM
          EC  ; {"alg": "ECDH-ES"}            ; alg OTHER_ALGORITHM
          OKP ; {"crv": "X25519"}             ; crv UNKNOWN_CURVE
          OKP ; {"crv": "Ed448"}              ; NOT_A_KEY
          OKP ; {"crv": "ed25519"}            ; crv UNKNOWN_CURVE
          OKP ; {"alg": "Ed25519"}            ; alg OTHER_ALGORITHM
          OKP ; {"x": "AQAB"}                 ; NOT_A_KEY
          OKP ; {"x": "__________________________________________8"} ; NOT_A_KEY
          OKP ; {"x": null}                   ; x MISSING_MEMBER
          """)
  void key_keycloakCannotUse_refusedByMember(String type, String changes, String defects)
      throws JsonProcessingException {
    ObjectNode base = type.equals("RSA") ? RSA : type.equals("EC") ? EC : ED25519;
    ObjectNode key = base.deepCopy().setAll((ObjectNode) JSON.readTree(changes));
    assertThat(found(key)).isEqualTo(defects);
  }

  @Test
  void ecKey_pointBesideTheCurve_refused() {
    for (String curve : List.of("P-256", "P-384", "P-521")) {
      ObjectNode key = ec(curve);
      byte[] y = bytes(key.get("y").asText());
      y[y.length - 1] ^= 1;
      assertThat(found(key.put("y", base64(y)))).isEqualTo("NOT_A_KEY");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "Ed448"})
  void edwardsKey_notAPoint_refused(String curve) {
    ObjectNode key = edwards(curve);
    byte[] good = bytes(key.get("x").asText());
    // About half of all numbers are not a y coordinate.
    List<String> results =
        IntStream.range(0, 64)
            .mapToObj(i -> {
              byte[] changed = good.clone();
              changed[0] = (byte) i;
              return found(key.deepCopy().put("x", base64(changed)));
            })
            .distinct()
            .toList();
    assertThat(results).containsExactlyInAnyOrder("", "NOT_A_KEY");
  }

  @Test
  void set_twoKeysWithOneId_secondRefused() {
    ObjectNode other = ec("P-256");
    assertThat(found(RSA, other)).isEqualTo("[1].kid NO_KEY_ID");
    assertThat(found(id(RSA, "a"), id(other, "a"), id(EC, "a")))
        .isEqualTo("[1].kid SAME_KEY_ID, [2].kid SAME_KEY_ID");
    assertThat(found(id(RSA, "a"), id(other, "b"), EC)).isEmpty();
    assertThat(found(RSA, id(EC, ""))).isEqualTo("[1].kid NO_KEY_ID");
    assertThat(found(id(RSA, "a").put("use", "enc"), id(EC, "a")))
        .as("the server does not load the first")
        .isEqualTo("[0].use OTHER_USE");
  }

  @Test
  void set_withoutKey_empty() {
    assertThat(PublicKeys.check(new JsonWebKeySet(List.of())))
        .isEqualTo(new ClientKeys(true, List.of()));
  }

  @Test
  void check_anyDefect_noValueOfTheKey() {
    String secret = base64("this must not be shown".getBytes(UTF_8));
    for (String member :
        List.of("d", "p", "q", "dp", "dq", "qi", "k", "x", "y", "n", "e", "true")) {
      for (ObjectNode base : List.of(RSA, EC, ED25519)) {
        var checked = check(with(base, key -> key.put(member, secret)));
        assertThat(checked.toString()).doesNotContain(secret);
      }
    }
  }

  @Test
  void fingerprint_ofASecretKey_doesNotDependOnTheSecret() {
    ObjectNode key = JSON.createObjectNode().put("kty", "oct");
    assertThat(check(with(key, one -> one.put("k", "YQ"))))
        .isEqualTo(check(with(key, one -> one.put("k", "Yg"))));
  }

  @Test
  void fingerprint_ofAPrivateKey_thatOfItsPublicPart() {
    var before = check(with(EC, key -> key.put("d", "AQAB").put("kid", "a")));
    assertThat(check(with(EC, key -> key.put("d", "AQAC").put("kid", "b")))).isEqualTo(before);
    assertThat(check(with(ec("P-256"), key -> key.put("d", "AQAB")))).isNotEqualTo(before);
  }

  @Test
  void published_anyKey_publicMembersForSignatures() throws JsonProcessingException {
    var set =
        set(
            with(
                EC,
                key -> key.put("d", "AQAB").put("kid", "a").put("alg", "ES256").put("n", "AQAB")),
            with(RSA, key -> key.put("qi", "AQAB").put("x5u", "https://a").put("use", "sig")),
            with(ED25519, key -> key.put("y", "AQAB").putArray("key_ops").add("verify")),
            with(RSA, key -> key.put("use", "enc")),
            JSON.createObjectNode().put("kty", "oct").put("k", "AQAB"));
    assertThat(JSON.valueToTree(PublicKeys.published(set).orElseThrow()).path("keys"))
        .containsExactly(
            EC.deepCopy().put("use", "sig").put("kid", "a").put("alg", "ES256"),
            RSA.deepCopy().put("use", "sig"),
            ED25519.deepCopy().put("use", "sig"));
  }

  @Test
  void published_membersInOtherForms_base64Url() {
    var set =
        set(
            with(
                RSA, key -> key.put("e", "AQAB==").put("n", standard(key.get("n").asText()) + "=")),
            with(
                EC,
                key ->
                    key.put("x", standard(key.get("x").asText()))
                        .put("y", key.get("y").asText() + "=")));
    assertThat(JSON.valueToTree(PublicKeys.published(set).orElseThrow()).path("keys"))
        .containsExactly(RSA.deepCopy().put("use", "sig"), EC.deepCopy().put("use", "sig"));
  }

  @Test
  void published_noUsableKey_nothing() {
    assertThat(PublicKeys.published(set(with(RSA, key -> key.put("use", "enc"))))).isEmpty();
    assertThat(PublicKeys.published(new JsonWebKeySet(List.of()))).isEmpty();
  }

  private static ClientKeys check(ObjectNode... keys) {
    return PublicKeys.check(set(keys));
  }

  /** The defects as text; with the index where there are several keys. */
  private static String found(ObjectNode... keys) {
    List<String> found = new ArrayList<>();
    for (var defect : check(keys).defects()) {
      String index = keys.length == 1 ? "" : "[%d].".formatted(defect.index());
      found.add((index + defect.member() + " " + defect.reason()).strip());
    }
    return String.join(", ", found);
  }

  private static JsonWebKeySet set(ObjectNode... keys) {
    return new JsonWebKeySet(
        Arrays.stream(keys).map(key -> JSON.convertValue(key, JsonWebKey.class)).toList());
  }

  private static ObjectNode id(ObjectNode key, String id) {
    return key.deepCopy().put("kid", id);
  }

  private static ObjectNode with(ObjectNode key, Consumer<ObjectNode> change) {
    ObjectNode copy = key.deepCopy();
    change.accept(copy);
    return copy;
  }

  private static String standard(String base64Url) {
    return base64Url.replace('-', '+').replace('_', '/');
  }

  private static byte[] bytes(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
