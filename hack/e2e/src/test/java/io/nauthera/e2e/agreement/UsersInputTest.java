package io.nauthera.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.nauthera.e2e.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What users really send: {@code kubectl apply --dry-run=server} and the command line give the same
 * answer, and it is the right one. Each manifest of the folder "inputs" begins with its answer:
 * allowed, warned or refused, a field, and words of the message about it.
 */
class UsersInputTest {
  private static final Path INPUTS = Path.of("src/test/resources/inputs");

  private static Tenant tenant;
  private static Config cluster;

  /** A manifest and its answer. */
  record Input(String file, String manifest, String verdict, String field, String words) {
    static Input of(Path file, String document) {
      List<String> comments = document.lines().filter(line -> line.startsWith("# ")).toList();
      String[] answer = comments.getLast().substring(2).split(" ", 3);
      return new Input(
          file.getFileName().toString(),
          document.replace("TEAM", tenant.team).replace("SECURITY", tenant.security),
          answer[0],
          answer.length > 1 ? answer[1].replaceFirst(":$", "") : "",
          answer.length > 2 ? answer[2] : "");
    }

    @Override
    public String toString() {
      return file + " " + verdict + " " + field + " " + words;
    }
  }

  @BeforeAll
  static void serverAndPolicies() {
    tenant = new Tenant("inputs");
    cluster = Config.fromKubeconfig(tenant.sandbox.kubeconfig().toFile());
    tenant.applyServer();
    tenant.applyPolicy(
        "lax",
        "{allowedGrantTypes: [authorization_code, refresh_token, client_credentials], allowedScopes: [openid, profile, email], allowCustomClientIds: true, redirectUris: {allowedSchemes: [https, com.example.tool], allowLoopback: true}}");
    tenant.onboard("holder", Map.of(), "clientId: held-id, grantTypes: [client_credentials]");
  }

  static Stream<Input> inputs() {
    try (Stream<Path> files = Files.list(INPUTS)) {
      return files.sorted().flatMap(UsersInputTest::documents).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Input> documents(Path file) {
    try {
      return Stream.of(Files.readString(file).split("(?m)^---\n"))
          .map(document -> Input.of(file, document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void input_ofAUser_getsTheSameAnswerFromBoth(Input input) {
    JsonNode result = agreed(input.manifest());

    assertThat(result.path("allowed").asBoolean())
        .as(result.toPrettyString())
        .isEqualTo(!input.verdict().equals("refused"));
    assertThat(result.path("warnings").isEmpty())
        .as(result.toPrettyString())
        .isEqualTo(!input.verdict().equals("warned"));
    if (!input.verdict().equals("allowed")) {
      String list = input.verdict().equals("refused") ? "violations" : "warned";
      assertThat(result.path(list).valueStream())
          .as(result.toPrettyString())
          .filteredOn(issue -> issue.path("field").asText().equals(input.field()))
          .extracting(issue -> issue.path("message").asText())
          .anyMatch(message -> message.contains(input.words()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "0 0 * * *|",
        "15 3 * * SUN|",
        "0 0 * * 7|",
        "0 0 * * MON-FRI|",
        "0 0 1 JAN,JUL *|",
        "0 0 29 2 *|",
        "*/5 0-4,22 1 JAN,JUN 1-5|",
        "@daily|",
        "@midnight|",
        "@hourly|",
        "@weekly|",
        "@monthly|",
        "@yearly|",
        "@annually|",
        "0 0 ? * *|",
        "0 0 * * ?|",
        "0 0 1 * mon|",
        " 0 0 * * *|",
        "0  0  *  *  *|",
        "0\t0 * * *|",
        "0 0 30 2 *|never",
        "0 0 31 4 *|never",
        "0 0 31 2,4,6,9,11 *|never",
        "@every 24h|minute hour day month weekday",
        "@reboot|minute hour day month weekday",
        "0 0 0 * * *|6 fields",
        "0 0 0 * * ? *|7 fields",
        "TZ=UTC 0 0 * * *|timeZone",
        "CRON_TZ=Europe/Berlin 0 0 * * *|timeZone",
        "0 24 * * *|hour",
        "60 0 * * *|minute",
        "0 0 0 * *|day",
        "0 0 32 * *|day",
        "0 0 * 13 *|month",
        "0 0 * * 8|weekday",
        "0 0 * * FUNDAY|weekday",
        "0 0 * * 5L|weekday",
        "0 0 * * MON#1|weekday",
      })
  void schedule_ofAUser_getsTheSameAnswerFromBoth(String schedule, String words) {
    JsonNode result = agreed(rotation(schedule, "UTC"));

    assertThat(result.path("allowed").asBoolean())
        .as(result.toPrettyString())
        .isEqualTo(words == null);
    if (words != null) {
      assertThat(result.at("/violations/0/field").asText())
          .isEqualTo("spec.clientAuthentication.secretRotation.schedule");
      assertThat(result.at("/violations/0/message").asText()).contains(words);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, true",
    "Europe/Berlin, true",
    "America/Argentina/Buenos_Aires, true",
    "Local, false",
    "+02:00, false",
    "europe/berlin, false",
    "Mars/Olympus, false",
  })
  void timeZone_ofAUser_getsTheSameAnswerFromBoth(String timeZone, boolean isValid) {
    JsonNode result = agreed(rotation("0 3 * * *", timeZone));

    assertThat(result.path("allowed").asBoolean()).as(result.toPrettyString()).isEqualTo(isValid);
    if (!isValid) {
      assertThat(result.at("/violations/0/field").asText())
          .isEqualTo("spec.clientAuthentication.secretRotation.timeZone");
    }
  }

  /** A policy that governs no client. */
  private static String rotation(String schedule, String timeZone) {
    return """
    apiVersion: auth.nauthera.io/v1alpha1
    kind: AuthPolicy
    metadata: {name: rotation, namespace: %s}
    spec:
      namespaceSelector: {matchLabels: {rotates: secrets}}
      clientAuthentication:
        secretRotation: {enabled: true, schedule: "%s", timeZone: "%s"}
    """
        .formatted(tenant.security, schedule, timeZone);
  }

  private static JsonNode agreed(String manifest) {
    return KubectlAnswer.agreed(tenant, cluster, manifest);
  }
}
