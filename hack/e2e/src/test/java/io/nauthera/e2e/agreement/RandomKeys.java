package io.nauthera.e2e.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Makes values of {@code jwks}: sets of public keys, and what users take for one. The keys are the
 * examples of RFC 7517 appendix A and RFC 8037 appendix A.
 */
final class RandomKeys {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Map<String, String> EC =
      Map.of(
          "kty", "EC",
          "crv", "P-256",
          "x", "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
          "y", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM");
  private static final Map<String, String> RSA =
      Map.of(
          "kty",
          "RSA",
          "n",
          "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_B"
              + "JECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_F"
              + "DW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4"
              + "vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
          "e",
          "AQAB");
  private static final Map<String, String> ED =
      Map.of(
          "kty", "OKP",
          "crv", "Ed25519",
          "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  private static final Map<String, String> SYMMETRIC =
      Map.of("kty", "oct", "k", "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T");

  private static final List<Map<String, String>> ODD =
      List.of(
          SYMMETRIC,
          Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB"),
          Map.of("kty", "EC", "crv", "P-384", "x", "AQAB", "y", "AQAB"),
          Map.of("kty", "unknown"),
          Map.of());

  private final RandomChoices choices;

  RandomKeys(RandomChoices choices) {
    this.choices = choices;
  }

  JsonNode any() {
    if (choices.withProbability(0.1)) {
      return choices.pick(List.of(key(), JSON.objectNode(), JSON.arrayNode().add(key())));
    }
    ObjectNode set = JSON.objectNode();
    ArrayNode keys = set.putArray("keys");
    for (int i = choices.withProbability(0.03) ? 17 : choices.upTo(3); i > 0; i--) {
      keys.add(key());
    }
    return set;
  }

  private ObjectNode key() {
    ObjectNode key = JSON.objectNode();
    choices.mostly(List.of(EC, RSA, ED), ODD).forEach(key::put);
    choices.maybe(
        0.6, key, "use", () -> choices.text(List.of("sig", "sig", "enc"), List.of("", "SIG")));
    choices.maybe(
        0.4,
        key,
        "alg",
        () -> choices.text(List.of("ES256", "RS256", "EdDSA"), List.of("HS256", "none", "")));
    choices.maybe(0.4, key, "kid", () -> choices.text(List.of("a", "b"), List.of("", "\n")));
    choices.maybe(
        0.05, key, "d", () -> JSON.textNode("870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"));
    choices.maybe(0.05, key, "y", () -> JSON.booleanNode(true));
    if (choices.withProbability(0.05)) {
      key.remove(choices.pick(List.of("x", "y", "n", "e", "crv", "kty")));
    }
    return key;
  }
}
