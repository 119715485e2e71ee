package io.nauthera.webhook.cli.apiserver;

import static io.nauthera.webhook.admission.FullManifests.CLIENT;
import static io.nauthera.webhook.admission.FullManifests.POLICY;
import static io.nauthera.webhook.admission.FullManifests.SERVER;
import static io.nauthera.webhook.admission.FullManifests.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.nauthera.webhook.admission.JsonPlace;
import io.nauthera.webhook.cli.apiserver.SchemaValidator.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wording of each kind of refusal. SchemaAgreementTest of the demo asks a real API server the
 * same and more.
 */
class SchemaValidatorTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final SchemaValidator CHECK = new SchemaValidator();
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1.5",
          "1e999",
          "\"\\u0000\\ud800x\"",
          "[]",
          "[[null, 1], [null, 1]]",
          "{}",
          "{\"a\":{}}",
          "[".repeat(300) + "]".repeat(300),
          "{\"a\":".repeat(300) + "1" + "}".repeat(300));

  static Stream<String> manifests() {
    return Stream.of(CLIENT, POLICY, SERVER, STORE);
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void manifest_good_isAcceptedAndLeftAsItIs(String yaml) {
    ObjectNode manifest = manifest(yaml);
    ObjectNode before = manifest.deepCopy();

    Outcome outcome = CHECK.create(manifest);

    assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Accepted.class);
    assertThat(manifest).isEqualTo(before);
  }

  @Test
  void object_accepted_hasDefaultsAndNeitherStatusNorNullsNorSystemFields() throws IOException {
    ObjectNode manifest =
        manifest(
            """
            kind: AuthPolicy
            metadata: {name: web, namespace: security, uid: x, creationTimestamp: null, labels: {}}
            spec: {enforcement: null, allowedScopes: null, clientSelector: {matchLabels: {a: null}}}
            status: {conditions: 1}
            """);

    var accepted = (Outcome.Accepted) CHECK.create(manifest);

    assertThat(accepted.object())
        .isEqualTo(
            manifest(
                """
                kind: AuthPolicy
                metadata: {name: web, namespace: security, generation: 1}
                spec:
                  clientSelector: {matchLabels: {}}
                  enforcement: Enforce
                  existingClients: Restrict
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "displayName: 1 | spec.displayName | FieldValueTypeInvalid |"
            + " Invalid value: \"integer\": spec.displayName in body must be of type string:"
            + " \"integer\"",
        "deletionPolicy: Keep | spec.deletionPolicy | FieldValueNotSupported |"
            + " Unsupported value: \"Keep\": supported values: \"Delete\", \"Retain\"",
        "deletionPolicy: 1.5e30 | spec.deletionPolicy | FieldValueNotSupported |"
            + " Unsupported value: 1.5e+30: supported values: \"Delete\", \"Retain\"",
        "authServerRef: {} | spec.authServerRef.name | FieldValueRequired | Required value",
        "clientId: '' | spec.clientId | FieldValueInvalid |"
            + " Invalid value: \"\": spec.clientId in body should be at least 1 chars long",
        "clientId: 'a b' | spec.clientId | FieldValueInvalid | Invalid value: \"a b\": must contain"
            + " only letters, digits and . _ ~ : / - (e.g. my-namespace.my-app)",
        "jwksUri: 'https://a' | spec | FieldValueInvalid |"
            + " Invalid value: jwks and jwksUri cannot both be set (RFC 7591 section 2): remove one of them",
        "scopes: [a, b, a, a] | spec.scopes[2] | FieldValueDuplicate | Duplicate value: \"a\"",
        "jwks: null | spec.jwks | FieldValueInvalid | Invalid value:"
            + " private_key_jwt needs the public keys of the client: set jwksUri or jwks",
      })
  void field_wrong_isACause(String change, String field, String reason, String message) {
    JsonNode status = refused(changed(CLIENT, "spec", change));

    assertThat(status.path("code").asInt()).isEqualTo(422);
    assertThat(status.path("reason").asText()).isEqualTo("Invalid");
    assertThat(causes(status)).contains(List.of(field, reason, message));
  }

  private static ObjectNode withJwksUri(String uri) {
    return changed(
        CLIENT, "spec", "jwks: null, tokenEndpointAuthMethod: null, jwksUri: '%s'".formatted(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a",
        "https://a-b.example.com:8443/jwks.json?tenant=1&x=%20",
        "https://[2001:db8::1]:65535/",
        "https://A.example.com?x",
      })
  void jwksUri_valid_isAccepted(String uri) {
    assertThat(CHECK.create(withJwksUri(uri))).isInstanceOf(Outcome.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example.com/jwks",
        "https://",
        "https:///jwks",
        "https://a_b.example.com/",
        "https://a..example.com/",
        "https://-a.example.com/",
        "https://user:password@a.example.com/",
        "https://a.example.com:0/",
        "https://a.example.com:65536/",
        "https://a.example.com:x/",
        "https://a.example.com/#keys",
        "https://a.example.com/a b",
        "https://a.example.com/%zz",
        "https://a.example.com/ä",
        "https://a.example.com\\@b",
      })
  void jwksUri_invalid_isRefused(String uri) {
    assertThat(causes(refused(withJwksUri(uri))))
        .singleElement()
        .satisfies(cause -> {
          assertThat(cause.getFirst()).isEqualTo("spec.jwksUri");
          assertThat(cause.getLast()).contains("must be an https URL");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "authServerRef: {name: \"a\\e[31m\\nb\"} | spec.authServerRef.name",
        "authServerRef: {name: A} | spec.authServerRef.name",
        "authServerRef: {name: a..b} | spec.authServerRef.name",
        "authServerRef: {name: a, namespace: a.b} | spec.authServerRef.namespace",
        "authServerRef: {name: a, namespace: -a} | spec.authServerRef.namespace",
        "secretName: a..b | spec.secretName",
        "secretName: a.-b | spec.secretName",
      })
  void name_thatNoObjectCanHave_isRefused(String change, String field) {
    assertThat(causes(refused(changed(CLIENT, "spec", change))))
        .singleElement()
        .satisfies(cause -> {
          assertThat(cause.getFirst()).isEqualTo(field);
          assertThat(cause.getLast()).contains(": must be a valid ");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{key: a, operator: In} | need at least one value",
        "{key: a, operator: NotIn, values: []} | need at least one value",
        "{key: a, operator: Exists, values: [b]} | take no values",
        "{key: a, operator: DoesNotExist, values: [b]} | take no values",
      })
  void selector_valuesNotOfTheOperator_isRefused(String expression, String message) {
    String change = "clientSelector: {matchExpressions: [%s]}".formatted(expression);
    assertThat(causes(refused(changed(POLICY, "spec", change))))
        .singleElement()
        .satisfies(cause -> {
          assertThat(cause.getFirst()).isEqualTo("spec.clientSelector.matchExpressions[0].values");
          assertThat(cause.getLast()).contains(message);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n | 2736 | true",
        "n | 2737 | false",
        "e | 64 | true",
        "d | 2736 | true",
        "y | 129 | false",
        "kid | 256 | false",
      })
  void key_memberOfThisLength_isAcceptedAsFarAsRealKeysNeed(
      String member, int length, boolean accepted) {
    String change = "jwks: {keys: [{kty: RSA, \"%s\": %s}]}".formatted(member, "A".repeat(length));
    assertThat(CHECK.create(changed(CLIENT, "spec", change)) instanceof Outcome.Accepted)
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"16, true", "17, false"})
  void keys_many_areAcceptedUpToSixteen(int count, boolean accepted) {
    String keys = "{kty: EC},".repeat(count);
    assertThat(
            CHECK.create(changed(CLIENT, "spec", "jwks: {keys: [" + keys + "]}"))
                instanceof Outcome.Accepted)
        .isEqualTo(accepted);
  }

  @Test
  void message_ofSeveralErrors_listsThemOnce() {
    JsonNode status =
        refused(changed(CLIENT, "spec", "secretName: [], displayName: " + "😀".repeat(256)));

    assertThat(status.path("message").asText())
        .isEqualTo(
            "AuthClient.auth.nauthera.io \"app\" is invalid: [spec.displayName: Too long: may not"
                + " be more than 255 bytes, spec.secretName: Invalid value: \"array\":"
                + " spec.secretName in body must be of type string: \"array\", <nil>: Invalid"
                + " value: null: some validation rules were not checked because the object was"
                + " invalid; correct the existing errors to complete validation]");
    assertThat(status.at("/details/group").asText()).isEqualTo("auth.nauthera.io");
    assertThat(status.at("/details/kind").asText()).isEqualTo("AuthClient");
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256})
  void text_atItsLimit_isCountedInCharacters(int length) {
    Outcome outcome = CHECK.create(changed(CLIENT, "spec", "displayName: " + "😀".repeat(length)));

    assertThat(outcome instanceof Outcome.Accepted).isEqualTo(length == 255);
  }

  @Test
  void fields_unknown_areEachACause() {
    JsonNode status =
        refused(
            manifest(
                """
                kind: AuthClient
                metadata: {name: app, lables: {}, ownerReferences: [{nmae: x}]}
                spec: {bar: 1, authServerRef: {x: 1}, displayName: [{y: 1}], jwks: {any: 1}}
                zoo: {}
                """));

    assertThat(status.path("code").asInt()).isEqualTo(400);
    assertThat(status.path("message").asText())
        .isEqualTo(
            "AuthClient in version \"v1alpha1\" cannot be handled as a AuthClient: strict decoding"
                + " error: unknown field \"metadata.lables\", unknown field"
                + " \"metadata.ownerReferences[0].nmae\", unknown field \"spec.authServerRef.x\","
                + " unknown field \"spec.bar\", unknown field \"spec.displayName[0].y\", unknown"
                + " field \"spec.jwks.any\", unknown field \"zoo\"");
    assertThat(causes(status))
        .contains(List.of("spec.bar", "FieldValueForbidden", "unknown field \"spec.bar\""))
        .hasSize(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "labels: [a] | metadata.labels | FieldValueTypeInvalid | must be of type object: \"array\"",
        "labels: {b: v, a: true} | metadata.labels.a | FieldValueTypeInvalid |"
            + " must be of type string: \"boolean\"",
        "ownerReferences: [{kind: 1}] | metadata.ownerReferences[0].kind | FieldValueTypeInvalid |"
            + " must be of type string: \"integer\"",
        "generation: 1.5 | metadata.generation | FieldValueTypeInvalid |"
            + " must be of type integer: \"number\"",
        "creationTimestamp: now | metadata.creationTimestamp | FieldValueInvalid |"
            + " must be a time, e.g. 2026-01-31T12:00:00Z",
        "deletionTimestamp: '2026-02-30T03:04:05Z' | metadata.deletionTimestamp |"
            + " FieldValueInvalid | must be a time, e.g. 2026-01-31T12:00:00Z",
      })
  void metadata_ofWrongType_cannotBeRead(
      String change, String field, String reason, String message) {
    JsonNode status = refused(changed(CLIENT, "metadata", change));

    assertThat(status.path("code").asInt()).isEqualTo(400);
    assertThat(status.path("message").asText())
        .contains("handled as a AuthClient: " + field + ": Invalid value: ")
        .endsWith(message);
    assertThat(causes(status)).hasSize(1);
    assertThat(causes(status).getFirst().subList(0, 2)).containsExactly(field, reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-02T03:04:05Z",
        "2026-01-02T3:04:05,5Z",
        "2024-02-29T23:59:59.123456789+24:60"
      })
  void time_thatGoReads_isRead(String time) {
    ObjectNode manifest = changed(CLIENT, "metadata", "creationTimestamp: '" + time + "'");

    assertThat(CHECK.create(manifest)).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void metadata_withNulls_isReadAsByGo() throws IOException {
    ObjectNode manifest =
        changed(
            CLIENT,
            "metadata",
            "labels: {a: null}, finalizers: [], annotations: null, uid: '',"
                + " ownerReferences: [{apiVersion: v1, kind: K, name: n, uid: u, controller: null}]");

    var accepted = (Outcome.Accepted) CHECK.create(manifest);

    JsonNode metadata = accepted.object().path("metadata");
    assertThat(metadata.path("labels")).isEqualTo(YAML.readTree("{a: ''}"));
    assertThat(metadata.at("/ownerReferences/0"))
        .isEqualTo(YAML.readTree("{apiVersion: v1, kind: K, name: n, uid: u}"));
    assertThat(metadata.has("annotations") || metadata.has("finalizers") || metadata.has("uid"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: null | metadata.name | Required value: name or generateName is required",
        "name: A_b | metadata.name | Invalid value: \"A_b\": must have at most 253 lowercase letters",
        "namespace: a.b | metadata.namespace | Invalid value: \"a.b\": must have at most 63 lowercase",
        "labels: {a/b/c: d} | metadata.labels | Invalid value: \"a/b/c\": must be a name of at",
        "labels: {a: -} | metadata.labels | Invalid value: \"-\": must be empty or have",
        "finalizers: [''] | metadata.finalizers | Invalid value: \"\": must be a name of",
        "ownerReferences: [{}] | metadata.ownerReferences.uid |"
            + " Invalid value: \"\": must not be empty",
      })
  void metadata_wrong_isACause(String change, String field, String message) {
    JsonNode status = refused(changed(CLIENT, "metadata", change));

    assertThat(status.path("code").asInt()).isEqualTo(422);
    assertThat(causes(status))
        .anySatisfy(cause -> {
          assertThat(cause.getFirst()).isEqualTo(field);
          assertThat(cause.getLast()).startsWith(message);
        });
  }

  @Test
  void kind_ofSomeoneElse_isNotFound() {
    assertThat(refused(manifest("kind: Pod")).path("code").asInt()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "security}|other}|spec.authServerRef|authServerRef cannot change",
        "team.app|team.other|spec.clientId|clientId cannot change",
        "clientId: team.app|secretName: x|spec.clientId|clientId cannot change"
      })
  void change_ofWhatNeverChanges_isRefusedAndNoneIsNot(
      String old, String other, String field, String message) {
    String without = CLIENT.replace("  secretName: s\n", "");
    ObjectNode stored = manifest(without);

    assertThat(CHECK.update(manifest(without), stored)).isInstanceOf(Outcome.Accepted.class);
    assertThat(CHECK.update(manifest(without.replace(old, other)), stored))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.status().at("/details/causes")).hasSize(1);
              assertThat(refused.status().at("/details/causes/0/field").asText()).isEqualTo(field);
              assertThat(refused.status().at("/details/causes/0/message").asText())
                  .contains(message);
            });
  }

  @Test
  void change_ofSystemFields_isPassedOver() {
    ObjectNode stored = manifest(CLIENT);
    stored.withObject("/metadata").put("uid", "u").put("resourceVersion", "7");
    ObjectNode changed = manifest(CLIENT);
    changed.withObject("/metadata").put("uid", "other").put("generation", 9);

    assertThat(CHECK.update(changed, stored))
        .isInstanceOfSatisfying(
            Outcome.Accepted.class,
            accepted ->
                assertThat(accepted.object().path("metadata")).isEqualTo(stored.path("metadata")));
  }

  /** Nothing but an outcome, whatever stands anywhere. */
  @ParameterizedTest
  @MethodSource("manifests")
  void manifest_withAnyTypeAnywhere_isAnswered(String yaml) {
    JsonPlace.replacedIn(manifest(yaml), VALUES)
        .forEach(changed -> {
          if (changed instanceof ObjectNode object) {
            switch (CHECK.create(object)) {
              case Outcome.Accepted accepted ->
                  assertThat(accepted.object().path("kind")).isEqualTo(object.path("kind"));
              case Outcome.Refused refused -> assertThat(refused.status().has("code")).isTrue();
            }
          }
        });
  }

  private static ObjectNode manifest(String yaml) {
    try {
      ObjectNode manifest = (ObjectNode) YAML.readTree(yaml);
      return manifest.put("apiVersion", "auth.nauthera.io/v1alpha1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode changed(String yaml, String section, String change) {
    ObjectNode manifest = manifest(yaml);
    ObjectNode fields = manifest("x: {" + change.strip() + "}");
    ((ObjectNode) manifest.path(section)).setAll((ObjectNode) fields.path("x"));
    return manifest;
  }

  private static ObjectNode refused(ObjectNode manifest) {
    Outcome outcome = CHECK.create(manifest);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).status();
  }

  private static List<List<String>> causes(JsonNode status) {
    var causes = new ArrayList<List<String>>();
    for (JsonNode cause : status.at("/details/causes")) {
      causes.add(
          List.of(
              cause.path("field").asText(),
              cause.path("reason").asText(),
              cause.path("message").asText()));
    }
    return causes;
  }
}
