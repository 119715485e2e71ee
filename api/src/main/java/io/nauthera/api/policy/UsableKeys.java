package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientKeys;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.KeyDefect;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A JWK Set has only public keys with which the server can verify signatures. A message never has a
 * value of a key, and violations are distinguished by a digest of the key.
 */
final class UsableKeys implements PolicyRule {
  private final ServerProfile server;

  UsableKeys(ServerProfile server) {
    this.server = server;
  }

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    ClientKeys keys = client.keys();
    if (keys == null) {
      return Stream.empty();
    }
    return keys.isEmpty()
        ? Stream.of(
            violation(
                ClientFields.KEYS,
                "",
                () -> "has no key: add the public key of the client, or remove spec.jwks"))
        : keys.defects().stream()
            .map(defect ->
                violation(
                    ClientFields.KEYS.entry(defect.index()).withMember(defect.member()),
                    defect.fingerprint(),
                    () -> message(defect)));
  }

  private static Violation violation(FieldPath field, String value, Supplier<String> message) {
    return Violation.of(field, RuleId.JWKS, value, message, List.of());
  }

  private String message(KeyDefect defect) {
    String detail = defect.detail();
    return switch (defect.reason()) {
      case PRIVATE_KEY ->
          "is part of a private key, and only the client may have that: remove %s, and use a new key pair, because others could read this one"
              .formatted(detail);
      case SECRET_KEY ->
          "is a symmetric key, and jwks can have only public keys: use a key of type RSA, EC or OKP, or remove jwks and use client_secret_jwt; do not use this secret any more, because others could read it";
      case UNKNOWN_TYPE ->
          "is not a key type that %s supports: use RSA, EC or OKP, in capital letters"
              .formatted(server.name());
      case UNKNOWN_CURVE ->
          "is not a curve that %s can verify signatures with: use a key with crv %s"
              .formatted(server.name(), detail);
      case MISSING_MEMBER -> "is missing: a key of type " + detail + hint(defect.member());
      case NOT_BASE64URL ->
          "is not base64url (RFC 7515 section 2): use only letters, digits, - and _, without spaces and line breaks";
      case NOT_A_KEY ->
          "is not a public key of %s: copy all members of the key again".formatted(detail);
      case OTHER_USE ->
          "is not sig: %s verifies signatures only with keys for signatures; use sig or remove the member, or remove the key if it is for encryption"
              .formatted(server.name());
      case OTHER_ALGORITHM ->
          "does not fit the key: with %s, use %s, or remove the member"
              .formatted(server.name(), detail);
      case SAME_KEY_ID ->
          "is the same as in %s, and %s uses only the first key with a kid: give each key a kid of its own"
              .formatted(detail, server.name());
      case NO_KEY_ID ->
          "is missing, as in %s, and %s uses only the first key without a kid: give each key a kid of its own"
              .formatted(detail, server.name());
    };
  }

  /** YAML 1.1 reads the names of two members as Booleans. */
  private static String hint(String member) {
    return switch (member) {
      case "y" -> "; in YAML, write \"y\": in quotes, because y without quotes is read as true";
      case "n" -> "; in YAML, write \"n\": in quotes, because n without quotes is read as false";
      default -> "";
    };
  }
}
