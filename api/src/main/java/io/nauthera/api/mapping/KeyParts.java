package io.nauthera.api.mapping;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * Whether numbers are a public key. The exceptions of the libraries can contain values of the key,
 * so none of them leaves this class.
 */
final class KeyParts {
  private KeyParts() {}

  static boolean areRsa(byte[] modulus, byte[] exponent) {
    try {
      var unused =
          new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent))
              .build()
              .toRSAPublicKey();
      return true;
    } catch (JOSEException | IllegalArgumentException | IllegalStateException e) {
      return false;
    }
  }

  /** {@code curve} is the name in a JWK, for example P-256. */
  static boolean areOnCurve(String curve, byte[] x, byte[] y) {
    try {
      var unused =
          new ECKey.Builder(Curve.parse(curve), Base64URL.encode(x), Base64URL.encode(y)).build();
      return true;
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false;
    }
  }

  /** A key of RFC 8032: the y coordinate in little-endian order, and the sign of x. */
  static boolean isOnEdwardsCurve(String curve, byte[] key) {
    byte[] y = new byte[key.length];
    for (int i = 0; i < key.length; i++) {
      y[i] = key[key.length - 1 - i];
    }
    boolean isXOdd = y[0] < 0;
    y[0] &= 0x7f;
    try {
      var point = new EdECPoint(isXOdd, new BigInteger(1, y));
      // Only a use of the key decodes the point.
      Signature.getInstance("EdDSA")
          .initVerify(
              KeyFactory.getInstance("EdDSA")
                  .generatePublic(new EdECPublicKeySpec(new NamedParameterSpec(curve), point)));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
