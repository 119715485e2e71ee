package io.nauthera.api.oauth;

/**
 * Why a key of a JWK Set is not accepted. It has no value of the key: {@code member} is empty where
 * the defect is of the whole key, {@code detail} only contains public vocabulary such as names of
 * members, and {@code fingerprint} identifies the key by a digest of its public members. {@code
 * index} is the position of the key in the set.
 */
public record KeyDefect(
    int index, String member, Reason reason, String detail, String fingerprint) {

  /** What is wrong; {@code isFatal} where a server cannot use the key at all. */
  public enum Reason {
    /** Detail: the private members. */
    PRIVATE_KEY(false),
    SECRET_KEY(true),
    UNKNOWN_TYPE(true),
    /** Detail: the curves that keys of this type can have. */
    UNKNOWN_CURVE(true),
    /** Detail: the key type and the members that it needs, as a sentence. */
    MISSING_MEMBER(true),
    NOT_BASE64URL(true),
    /** Detail: the type or the curve. */
    NOT_A_KEY(true),
    OTHER_USE(true),
    /** Detail: the algorithms that the key can have. */
    OTHER_ALGORITHM(true),
    /** Detail: the key that comes first. */
    SAME_KEY_ID(false),
    /** Detail: the key that comes first. */
    NO_KEY_ID(false);

    private final boolean isFatal;

    Reason(boolean isFatal) {
      this.isFatal = isFatal;
    }

    public boolean isFatal() {
      return isFatal;
    }
  }
}
