package io.nauthera.api.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** New public keys as JWKs. */
final class NewKeys {
  private static final Map<String, String> CURVES =
      Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

  private NewKeys() {}

  static ObjectNode rsa(int bits, long exponent) {
    var key =
        (RSAPublicKey)
            generate("RSA", new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
    return JsonNodeFactory.instance
        .objectNode()
        .put("kty", "RSA")
        .put("n", base64(key.getModulus().toByteArray()))
        .put("e", base64(key.getPublicExponent().toByteArray()));
  }

  static ObjectNode ec(String curve) {
    var key = (ECPublicKey) generate("EC", new ECGenParameterSpec(CURVES.get(curve)));
    return JsonNodeFactory.instance
        .objectNode()
        .put("kty", "EC")
        .put("crv", curve)
        .put("x", base64(key.getW().getAffineX().toByteArray()))
        .put("y", base64(key.getW().getAffineY().toByteArray()));
  }

  static ObjectNode edwards(String curve) {
    // The key is at the end of its X.509 form.
    byte[] encoded = ((EdECPublicKey) generate(curve, new NamedParameterSpec(curve))).getEncoded();
    int length = curve.equals("Ed25519") ? 32 : 57;
    return JsonNodeFactory.instance
        .objectNode()
        .put("kty", "OKP")
        .put("crv", curve)
        .put("x", base64(Arrays.copyOfRange(encoded, encoded.length - length, encoded.length)));
  }

  private static PublicKey generate(String type, AlgorithmParameterSpec size) {
    try {
      var generator = KeyPairGenerator.getInstance(type);
      generator.initialize(size);
      return generator.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
