package io.nauthera.api.oauth;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;

import java.math.BigInteger;

/** The curves of keys that sign (RFC 7518 §6.2.1.1, RFC 8037 §2), and which points are on them. */
public sealed interface SigningCurve {

  /** A curve of NIST (FIPS 186-4 D.1.2): a key is a point of y² = x³ - 3x + b. */
  enum Weierstrass implements SigningCurve {
    P_256(
        "P-256",
        "ES256",
        TWO.pow(256).subtract(TWO.pow(224)).add(TWO.pow(192)).add(TWO.pow(96)).subtract(ONE),
        "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
    P_384(
        "P-384",
        "ES384",
        TWO.pow(384).subtract(TWO.pow(128)).subtract(TWO.pow(96)).add(TWO.pow(32)).subtract(ONE),
        "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a"
            + "c656398d8a2ed19d2a85c8edd3ec2aef"),
    P_521(
        "P-521",
        "ES512",
        TWO.pow(521).subtract(ONE),
        "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef1"
            + "09e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00");

    private final String jwkName;
    private final String algorithm;
    private final BigInteger p;
    private final BigInteger b;

    Weierstrass(String jwkName, String algorithm, BigInteger p, String b) {
      this.jwkName = jwkName;
      this.algorithm = algorithm;
      this.p = p;
      this.b = new BigInteger(b, 16);
    }

    @Override
    public String jwkName() {
      return jwkName;
    }

    @Override
    public String algorithm() {
      return algorithm;
    }

    public boolean hasPoint(BigInteger x, BigInteger y) {
      BigInteger right = x.multiply(x).subtract(BigInteger.valueOf(3)).multiply(x).add(b);
      return x.compareTo(p) < 0
          && y.compareTo(p) < 0
          && y.multiply(y).subtract(right).mod(p).signum() == 0;
    }
  }

  /**
   * An Edwards curve (RFC 8032 §5): a key is the y coordinate in little-endian order, with the sign
   * of x in its last bit. The curve is sx² + y² = 1 + dx²y².
   */
  enum Edwards implements SigningCurve {
    ED25519(
        "Ed25519",
        32,
        TWO.pow(255).subtract(BigInteger.valueOf(19)),
        ONE.negate(),
        BigInteger.valueOf(-121665),
        BigInteger.valueOf(121666)),
    ED448(
        "Ed448",
        57,
        TWO.pow(448).subtract(TWO.pow(224)).subtract(ONE),
        ONE,
        BigInteger.valueOf(-39081),
        ONE);

    private final String jwkName;
    private final int length;
    private final BigInteger p;
    private final BigInteger s;
    private final BigInteger d;

    Edwards(
        String jwkName,
        int length,
        BigInteger p,
        BigInteger s,
        BigInteger numerator,
        BigInteger denominator) {
      this.jwkName = jwkName;
      this.length = length;
      this.p = p;
      this.s = s;
      this.d = numerator.multiply(denominator.modInverse(p)).mod(p);
    }

    @Override
    public String jwkName() {
      return jwkName;
    }

    /** Both curves have the same one, so the length of a key distinguishes them. */
    @Override
    public String algorithm() {
      return "EdDSA";
    }

    /** The length of a key in bytes. */
    public int length() {
      return length;
    }

    /** Whether a key of the right length is a point of the curve. */
    public boolean hasPoint(byte[] key) {
      byte[] bigEndian = new byte[length];
      for (int i = 0; i < length; i++) {
        bigEndian[i] = key[length - 1 - i];
      }
      boolean isNegative = bigEndian[0] < 0;
      bigEndian[0] &= 0x7f;
      var y = new BigInteger(1, bigEndian);
      if (y.compareTo(p) >= 0) {
        return false;
      }
      BigInteger ySquared = y.multiply(y).mod(p);
      // d is not a square, so the divisor is never zero.
      BigInteger divisor = d.multiply(ySquared).subtract(s).mod(p);
      BigInteger xSquared = ySquared.subtract(ONE).multiply(divisor.modInverse(p)).mod(p);
      return xSquared.signum() == 0
          ? !isNegative
          : xSquared.modPow(p.subtract(ONE).shiftRight(1), p).equals(ONE);
    }
  }

  /** The name in a JWK (crv). */
  String jwkName();

  /** The algorithm of signatures with a key on the curve (alg). */
  String algorithm();
}
