package io.nauthera.api.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.UserStore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What this version reads of resources that another version has written. */
class ResourceReaderTest {
  private static final String CLIENT =
      "authServerRef: {name: server}, redirectUris: [\"https://app.example.com/\"]";

  private static final ObjectMapper STORED =
      new JsonMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20_000)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .registerModule(new ResourceModule());

  private static JsonNode manifest(String spec, String more) {
    return new KubernetesSerialization()
        .unmarshal(
            """
            metadata: {name: app, namespace: team, uid: u, labels: {a: b}, futureField: 1}
            spec: {%s}
            %s
            """
                .formatted(spec, more),
            JsonNode.class);
  }

  private static JsonNode manifest(String spec) {
    return manifest(spec, "");
  }

  private static <R extends CustomResource<?, ?>> R stored(JsonNode manifest, Class<R> kind) {
    return stored(manifest.toString(), kind);
  }

  private static <R extends CustomResource<?, ?>> R stored(String json, Class<R> kind) {
    try {
      return STORED.readValue(json, kind);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a stored resource must never fail to be read", e);
    }
  }

  @Test
  void unknownField_ofAClientServerOrStore_isIgnored() {
    assertThat(ResourceReader.read(manifest(CLIENT + ", future: {a: 1}"), AuthClient.class))
        .extracting(client -> client.getSpec().redirectUris().getFirst())
        .isEqualTo("https://app.example.com/");
    assertThat(
            ResourceReader.read(
                    manifest("issuerUrl: https://x/realms/r, keycloak: {future: 1}"),
                    AuthServer.class)
                .getSpec()
                .issuerUrl())
        .isEqualTo("https://x/realms/r");
    assertThat(ResourceReader.read(manifest("type: ldap, future: 1"), UserStore.class).getSpec())
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "future: 1                                     | spec.future",
        "redirectUris: {future: []}                    | spec.redirectUris.future",
        "clientSelector: {future: 1}                   | spec.clientSelector.future",
        "'clientAuthentication: {secretRotation: {future: 1}}' | spec.clientAuthentication.secretRotation.future",
        "enforcement: Suggest                          | spec.enforcement",
        "allowedScopes: 1                              | spec.allowedScopes",
        "'\"a b\": 1'                                  | spec.\"a b\"",
      })
  void unknownFieldOrValue_inTheSpecOfAPolicy_cannotBeRead(String spec, String path) {
    assertThatExceptionOfType(ResourceReader.Unreadable.class)
        .isThrownBy(() -> ResourceReader.read(manifest(spec), AuthPolicy.class))
        .extracting(ResourceReader.Unreadable::field)
        .isEqualTo(path);
    assertThat(ReadFault.of(stored(manifest(spec), AuthPolicy.class)))
        .hasValueSatisfying(fault -> assertThat(fault.field()).isEqualTo(path));
  }

  @Test
  void unknownField_besideTheSpecOfAPolicy_isIgnored() {
    AuthPolicy policy =
        ResourceReader.read(
            manifest("enforcePKCE: true", "status: {future: 1, governedClients: 2}\nfuture: 1"),
            AuthPolicy.class);
    assertThat(policy.getStatus().governedClients()).isEqualTo(2);
  }

  @Test
  void status_withAFieldThatCannotBeRead_keepsTheOthers() {
    AuthClient client =
        ResourceReader.read(
            manifest(
                CLIENT,
                "status: {clientId: team.app, registration: {at: x}, effective: {dpop: 1},"
                    + " conditions: [{type: Ready, status: Degraded}]}"),
            AuthClient.class);
    assertThat(client.getStatus().clientId()).isEqualTo("team.app");
    assertThat(client.getStatus().conditions()).isNull();
  }

  @Test
  void status_ofAnyOtherType_isAbsent() {
    assertThat(ResourceReader.read(manifest(CLIENT, "status: [1]"), AuthClient.class).getStatus())
        .isNull();
  }

  @Test
  void unreadableClient_keepsWhatItsRemovalNeeds() {
    AuthClient client =
        stored(
            manifest(
                CLIENT + ", clientId: x, jwks: 7, deletionPolicy: Retain", "status: {clientId: x}"),
            AuthClient.class);
    assertThat(ReadFault.of(client)).map(ReadFault::field).hasValue("spec.jwks");
    assertThat(client.getMetadata().getLabels()).containsEntry("a", "b");
    assertThat(client.getSpec().clientId()).isEqualTo("x");
    assertThat(client.getSpec().deletionPolicy()).hasToString("Retain");
    assertThat(client.getSpec().redirectUris()).isNull();
    assertThat(client.getStatus().clientId()).isEqualTo("x");
  }

  /** Otherwise a client that should be retained would be removed. */
  @Test
  void unreadableDeletionPolicy_leavesNoSpec() {
    AuthClient client = stored(manifest(CLIENT + ", deletionPolicy: Archive"), AuthClient.class);
    assertThat(ReadFault.of(client))
        .hasToString(
            "Optional[spec.deletionPolicy: \"Archive\" is not supported by this version of Nauthera]");
    assertThat(client.getSpec()).isNull();
  }

  @Test
  void unreadablePolicy_keepsTheSelectorsThatCanBeRead() {
    AuthPolicy policy =
        stored(
            manifest(
                "future: 1, clientSelector: {matchLabels: {a: b}},"
                    + " namespaceSelector: {matchExpressions: [{key: a, operator: Like}]}"),
            AuthPolicy.class);
    assertThat(ReadFault.of(policy)).isPresent();
    assertThat(policy.getSpec().clientSelector()).isNotNull();
    assertThat(policy.getSpec().namespaceSelector()).isNull();
  }

  /** The operator SDK copies every resource by JSON before it gives it to a reconciler. */
  @Test
  void copyOfAnUnreadableResource_hasTheSameFault() throws JsonProcessingException {
    for (String spec : new String[] {"deletionPolicy: Archive", CLIENT + ", jwks: 7"}) {
      AuthClient client =
          stored(manifest(spec, "status: {clientId: x, future: 1}"), AuthClient.class);
      AuthClient copy = stored(STORED.writeValueAsString(client), AuthClient.class);
      assertThat(ReadFault.of(copy)).isPresent().isEqualTo(ReadFault.of(client));
      assertThat(copy.getSpec()).isEqualTo(client.getSpec());
    }
  }

  @Test
  void nesting_asDeepAsTheApiServerAllows_isAFaultOfTheClient() {
    String deep = "{\"a\":".repeat(9_990) + "1" + "}".repeat(9_990);
    AuthClient client =
        stored(
            "{\"spec\":{\"authServerRef\":{\"name\":\"s\"},\"future\":%s},\"metadata\":{\"name\":\"app\",\"namespace\":\"team\"}}"
                .formatted(deep),
            AuthClient.class);
    assertThat(ReadFault.of(client)).map(ReadFault::field).hasValue("spec.future");
    assertThat(client.getMetadata().getName()).isEqualTo("app");
    assertThat(client.getSpec().authServerRef().name()).isEqualTo("s");
  }

  @Test
  void name_ofAMillionCharacters_isIgnored() {
    AuthClient client =
        stored(
            "{\"spec\":{\"authServerRef\":{\"name\":\"s\"},\"%s\":1},\"metadata\":{\"name\":\"app\",\"namespace\":\"team\"}}"
                .formatted("x".repeat(1_000_000)),
            AuthClient.class);
    assertThat(ReadFault.of(client)).isEmpty();
    assertThat(client.getSpec().authServerRef().name()).isEqualTo("s");
  }

  @Test
  void manyValues_areAFault_andTheNameIsKept() {
    String labels =
        IntStream.range(0, 30_000)
            .mapToObj(i -> "\"l%d\":\"\"".formatted(i))
            .collect(Collectors.joining(","));
    AuthClient client =
        stored(
            "{\"metadata\":{\"labels\":{%s},\"name\":\"app\",\"namespace\":\"team\"},\"spec\":{}}"
                .formatted(labels),
            AuthClient.class);
    assertThat(ReadFault.of(client))
        .hasToString(
            "Optional[metadata.labels: has more than 20000 values, which this version of Nauthera does not support]");
    assertThat(client.getMetadata().getName()).isEqualTo("app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "{}", "{\"metadata\":{\"labels\":7,\"name\":\"app\"}}"})
  void anythingElse_isAFault(String json) {
    assertThat(ReadFault.of(stored(json, AuthClient.class))).isPresent();
  }
}
