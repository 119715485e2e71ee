package io.nauthera.api.mapping;

import io.nauthera.api.oauth.KeyDefect;
import io.nauthera.api.oauth.KeyDefect.Reason;
import io.nauthera.api.v1alpha1.JsonWebKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a server can verify signatures with a key (RFC 7517, RFC 7518 §6, RFC 8037). It
 * accepts what Keycloak accepts, for example padding, which RFC 7515 §2 forbids.
 */
final class JwkCheck {
  private static final String RSA = "RSA";
  private static final List<String> RSA_ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

  private static final String RSA_NEEDS = "RSA needs n and e";
  private static final String EC_NEEDS = "EC needs crv, x and y";
  private static final String OKP_NEEDS = "OKP needs crv and x";

  private static final Map<String, String> EC_ALGORITHMS =
      Map.of("P-256", "ES256", "P-384", "ES384", "P-521", "ES512");

  /** In bytes. */
  private static final Map<String, Integer> OKP_LENGTHS = Map.of("Ed25519", 32, "Ed448", 57);

  private final int index;
  private final JsonWebKey key;
  private final List<KeyDefect> defects = new ArrayList<>();

  private JwkCheck(int index, JsonWebKey key) {
    this.index = index;
    this.key = key;
  }

  /** Everything that is wrong with the key that stands at this index of its set. */
  static List<KeyDefect> of(int index, JsonWebKey key) {
    var check = new JwkCheck(index, key);
    check.run();
    return check.defects;
  }

  static boolean isRsa(JsonWebKey key) {
    return key.kty().equals(RSA);
  }

  private void run() {
    if (key.k() != null || key.kty().equals("oct")) {
      add(key.k() == null ? "kty" : "k", Reason.SECRET_KEY, "");
      return;
    }
    List<String> secrets = privateMembers();
    if (!secrets.isEmpty()) {
      add(secrets.getFirst(), Reason.PRIVATE_KEY, String.join(", ", secrets));
    }
    if (key.use() != null && !key.use().equals("sig")) {
      add("use", Reason.OTHER_USE, "");
    }
    switch (key.kty()) {
      case RSA -> rsa();
      case "EC" -> ec();
      case "OKP" -> okp();
      default -> add("kty", Reason.UNKNOWN_TYPE, "");
    }
  }

  private List<String> privateMembers() {
    Map<String, @Nullable String> members = new LinkedHashMap<>();
    members.put("d", key.d());
    members.put("p", key.p());
    members.put("q", key.q());
    members.put("dp", key.dp());
    members.put("dq", key.dq());
    members.put("qi", key.qi());
    return members.entrySet().stream()
        .filter(member -> member.getValue() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void rsa() {
    algorithm(RSA_ALGORITHMS);
    byte[] modulus = member("n", key.n(), RSA_NEEDS);
    byte[] exponent = member("e", key.e(), RSA_NEEDS);
    if (modulus != null && exponent != null && !KeyParts.areRsa(modulus, exponent)) {
      add("", Reason.NOT_A_KEY, "type RSA");
    }
  }

  private void ec() {
    String curve = curve(EC_ALGORITHMS.keySet(), EC_NEEDS);
    if (curve != null) {
      algorithm(List.of(EC_ALGORITHMS.getOrDefault(curve, "")));
    }
    byte[] x = member("x", key.x(), EC_NEEDS);
    byte[] y = member("y", key.y(), EC_NEEDS);
    if (curve != null && x != null && y != null && !KeyParts.areOnCurve(curve, x, y)) {
      add("", Reason.NOT_A_KEY, "curve " + curve);
    }
  }

  private void okp() {
    String curve = curve(OKP_LENGTHS.keySet(), OKP_NEEDS);
    if (curve != null) {
      algorithm(List.of("EdDSA"));
    }
    byte[] x = member("x", key.x(), OKP_NEEDS);
    if (curve != null
        && x != null
        && (x.length != OKP_LENGTHS.getOrDefault(curve, 0)
            || !KeyParts.isOnEdwardsCurve(curve, x))) {
      add("", Reason.NOT_A_KEY, "curve " + curve);
    }
  }

  /** The curve of the key; null where it is none of these. */
  private @Nullable String curve(Set<String> accepted, String needs) {
    String name = key.crv();
    if (isAbsent("crv", name, needs) || name == null) {
      return null;
    }
    if (accepted.contains(name)) {
      return name;
    }
    add("crv", Reason.UNKNOWN_CURVE, either(accepted.stream().sorted().toList()));
    return null;
  }

  private void algorithm(List<String> accepted) {
    if (key.alg() != null && !accepted.contains(key.alg())) {
      add("alg", Reason.OTHER_ALGORITHM, either(accepted));
    }
  }

  private static String either(List<String> names) {
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }

  private boolean isAbsent(String name, @Nullable String value, String needs) {
    boolean isAbsent = value == null || value.isEmpty();
    if (isAbsent) {
      add(name, Reason.MISSING_MEMBER, needs);
    }
    return isAbsent;
  }

  /** A member in the only form of RFC 7515 §2. The other alphabet and any padding are accepted. */
  static String base64Url(String member) {
    return member.replace('+', '-').replace('/', '_').replaceFirst("=+$", "");
  }

  /** The bytes of a member that the key needs; null where it has a defect. */
  private byte @Nullable [] member(String name, @Nullable String value, String needs) {
    if (isAbsent(name, value, needs) || value == null) {
      return null;
    }
    try {
      return Base64.getUrlDecoder().decode(base64Url(value));
    } catch (IllegalArgumentException e) {
      // The exception contains a character of the value.
      add(name, Reason.NOT_BASE64URL, "");
      return null;
    }
  }

  private void add(String member, Reason reason, String detail) {
    String named =
        switch (member) {
          case "use" -> key.use();
          case "alg" -> key.alg();
          default -> null;
        };
    defects.add(
        new KeyDefect(index, member, reason, detail, fingerprint(key, named == null ? "" : named)));
  }

  /** A digest of the public part of the key and of one more public value. */
  static String fingerprint(JsonWebKey key, String value) {
    String text =
        Stream.of(key.kty(), key.crv(), key.x(), key.y(), key.n(), key.e(), value)
            .map(member -> member == null ? "" : member)
            .collect(Collectors.joining(" "));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
