package io.nauthera.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key (RFC 7517 §4) with the members of RSA and EC keys (RFC 7518 §6) and of Edwards curves (RFC
 * 8037). It has the members of private and symmetric keys, so that a rule can refuse such a key by
 * path: the API server removes members that the schema does not have. For the same reason it has
 * the names that YAML 1.1 makes of {@code y} and {@code n}: kubectl would otherwise end with
 * "unknown field", which does not say what to do. The maximum lengths fit RSA keys of 16,384 bits.
 * Members are written in alphabetical order, as the API server stores them.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder(alphabetic = true)
public record JsonWebKey(
    @Required
        @Size(max = 32)
        @JsonPropertyDescription("Key type: RSA, EC or OKP (RFC 7518 section 6.1, RFC 8037).")
        String kty,
    @Size(max = 32)
        @JsonPropertyDescription(
            "What the key is for (RFC 7517 section 4.2): sig, which is also the default.")
        @Nullable String use,
    @JsonProperty("key_ops")
        @Size(max = 16)
        @JsonPropertyDescription("Operations that the key is for (RFC 7517 section 4.3).")
        @Nullable List<@Size(max = 32) String> keyOps,
    @Size(max = 64) @JsonPropertyDescription("Algorithm that the key is for, e.g. ES256.")
        @Nullable String alg,
    @Size(max = 255) @JsonPropertyDescription("Key id. Tokens name their key by it.")
        @Nullable String kid,
    @Size(max = 2048)
        @JsonPropertyDescription("URL of the certificate chain (RFC 7517 section 4.6).")
        @Nullable String x5u,
    @Size(max = 4)
        @JsonPropertyDescription("Certificate chain in base64 of DER (RFC 7517 section 4.7).")
        @Nullable List<@Size(max = 8192) String> x5c,
    @Size(max = 64)
        @JsonPropertyDescription("SHA-1 thumbprint of the certificate (RFC 7517 section 4.8).")
        @Nullable String x5t,
    @JsonProperty("x5t#S256")
        @Size(max = 64)
        @JsonPropertyDescription("SHA-256 thumbprint of the certificate (RFC 7517 section 4.9).")
        @Nullable String x5tS256,
    @Size(max = 32) @JsonPropertyDescription("EC and OKP: curve, e.g. P-256 or Ed25519.")
        @Nullable String crv,
    @Size(max = 128) @JsonPropertyDescription("EC and OKP: x coordinate or public key.")
        @Nullable String x,
    @Size(max = 128) @JsonPropertyDescription("EC: y coordinate.") @Nullable String y,
    @Size(max = 2736) @JsonPropertyDescription("RSA: modulus.") @Nullable String n,
    @Size(max = 64) @JsonPropertyDescription("RSA: exponent.") @Nullable String e,
    @Size(max = 2736) @JsonPropertyDescription("RSA, EC and OKP: private key. Must not be given.")
        @Nullable String d,
    @Size(max = 2736) @JsonPropertyDescription("RSA: part of the private key. Must not be given.")
        @Nullable String p,
    @Size(max = 2736) @JsonPropertyDescription("RSA: part of the private key. Must not be given.")
        @Nullable String q,
    @Size(max = 2736) @JsonPropertyDescription("RSA: part of the private key. Must not be given.")
        @Nullable String dp,
    @Size(max = 2736) @JsonPropertyDescription("RSA: part of the private key. Must not be given.")
        @Nullable String dq,
    @Size(max = 2736) @JsonPropertyDescription("RSA: part of the private key. Must not be given.")
        @Nullable String qi,
    @Size(max = 2736) @JsonPropertyDescription("Symmetric key. Must not be given.")
        @Nullable String k,
    @JsonPropertyDescription(
            "Whether a browser can export the key. Web Crypto adds it to a key; it has no effect.")
        @Nullable Boolean ext,
    @JsonProperty("true")
        @Size(max = 128)
        @JsonPropertyDescription(
            "What YAML makes of a member y without quotes. Must not be given: write \"y\" in quotes.")
        @Nullable String unquotedY,
    @JsonProperty("false")
        @Size(max = 2736)
        @JsonPropertyDescription(
            "What YAML makes of a member n without quotes. Must not be given: write \"n\" in quotes.")
        @Nullable String unquotedN) {

  /** A public key of type RSA that verifies signatures. */
  public static JsonWebKey rsa(
      @Nullable String kid, @Nullable String alg, @Nullable String n, @Nullable String e) {
    return signing("RSA", kid, alg, null, null, null, n, e);
  }

  /** A public key of type EC or OKP that verifies signatures; only EC has {@code y}. */
  public static JsonWebKey onCurve(
      String kty,
      @Nullable String kid,
      @Nullable String alg,
      @Nullable String crv,
      @Nullable String x,
      @Nullable String y) {
    return signing(kty, kid, alg, crv, x, kty.equals("EC") ? y : null, null, null);
  }

  private static JsonWebKey signing(
      String kty,
      @Nullable String kid,
      @Nullable String alg,
      @Nullable String crv,
      @Nullable String x,
      @Nullable String y,
      @Nullable String n,
      @Nullable String e) {
    return new JsonWebKey(
        kty, "sig", null, alg, kid, null, null, null, null, crv, x, y, n, e, null, null, null, null,
        null, null, null, null, null, null);
  }

  /** Without key material, which can be private. */
  @Override
  public String toString() {
    return "JsonWebKey[kty=" + kty + ", kid=" + kid + "]";
  }
}
