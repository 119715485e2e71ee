package io.nauthera.e2e.controller;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key pair of a client, which signs client assertions (RFC 7523 §3) with its algorithm. */
record SigningKey(KeyPair pair, String algorithm) {
  private static final Map<String, String> CURVES =
      Map.of("ES256", "secp256r1", "ES384", "secp384r1", "ES512", "secp521r1");

  static SigningKey rsa(int bits) {
    return generate("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4), "RS256");
  }

  /** A key on the curve of this algorithm. */
  static SigningKey ec(String algorithm) {
    return generate("EC", new ECGenParameterSpec(CURVES.get(algorithm)), algorithm);
  }

  /** A key on Ed25519 or Ed448. */
  static SigningKey edwards(String curve) {
    return generate(curve, new NamedParameterSpec(curve), "EdDSA");
  }

  private static SigningKey generate(String type, AlgorithmParameterSpec size, String algorithm) {
    try {
      var generator = KeyPairGenerator.getInstance(type);
      generator.initialize(size);
      return new SigningKey(generator.generateKeyPair(), algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  SigningKey with(String other) {
    return new SigningKey(pair, other);
  }

  /** The members of the public key that its type requires. */
  ObjectNode jwk() {
    ObjectNode jwk = JsonNodeFactory.instance.objectNode();
    switch (pair.getPublic()) {
      case RSAPublicKey rsa ->
          jwk.put("kty", "RSA")
              .put("n", base64(rsa.getModulus().toByteArray()))
              .put("e", base64(rsa.getPublicExponent().toByteArray()));
      case ECPublicKey ec ->
          jwk.put("kty", "EC")
              .put("crv", "P-" + ec.getParams().getCurve().getField().getFieldSize())
              .put("x", base64(ec.getW().getAffineX().toByteArray()))
              .put("y", base64(ec.getW().getAffineY().toByteArray()));
      default -> {
        // The key is at the end of its X.509 form.
        byte[] encoded = pair.getPublic().getEncoded();
        boolean isShort = encoded.length < 50;
        jwk.put("kty", "OKP")
            .put("crv", isShort ? "Ed25519" : "Ed448")
            .put(
                "x",
                base64(
                    Arrays.copyOfRange(
                        encoded, encoded.length - (isShort ? 32 : 57), encoded.length)));
      }
    }
    return jwk;
  }

  /** The form of a token request that authenticates with an assertion of this key. */
  Map<String, String> tokenRequest(String clientId, String issuer, @Nullable String kid) {
    ObjectNode header = JsonNodeFactory.instance.objectNode().put("alg", algorithm);
    if (kid != null) {
      header.put("kid", kid);
    }
    long now = Instant.now().getEpochSecond();
    ObjectNode claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", clientId)
            .put("sub", clientId)
            .put("aud", issuer)
            .put("jti", UUID.randomUUID().toString())
            .put("iat", now)
            .put("exp", now + 50);
    String text =
        base64(header.toString().getBytes(UTF_8)) + "." + base64(claims.toString().getBytes(UTF_8));
    return Map.of(
        "grant_type",
        "client_credentials",
        "client_id",
        clientId,
        "client_assertion_type",
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion",
        text + "." + base64(sign(text.getBytes(UTF_8))));
  }

  private byte[] sign(byte[] text) {
    try {
      Signature signature = signature();
      signature.initSign(pair.getPrivate());
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Signature signature() throws GeneralSecurityException {
    String bits = algorithm.substring(2);
    return switch (algorithm.substring(0, 2)) {
      case "RS" -> Signature.getInstance("SHA%swithRSA".formatted(bits));
      case "ES" -> Signature.getInstance("SHA%swithECDSAinP1363Format".formatted(bits));
      case "PS" -> {
        var signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
            new PSSParameterSpec(
                "SHA-" + bits,
                "MGF1",
                new MGF1ParameterSpec("SHA-" + bits),
                Integer.parseInt(bits) / 8,
                1));
        yield signature;
      }
      default -> Signature.getInstance("EdDSA");
    };
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
