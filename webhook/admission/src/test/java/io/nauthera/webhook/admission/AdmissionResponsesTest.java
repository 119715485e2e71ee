package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nauthera.api.policy.RuleId;
import io.nauthera.webhook.admission.Verdict.Cause;
import io.nauthera.webhook.admission.Verdict.CauseType;
import io.nauthera.webhook.admission.Verdict.Warning;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The JSON of each kind of verdict. The reviews in src/test/resources say what is decided. */
class AdmissionResponsesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static void assertResponse(Verdict verdict, String response) throws Exception {
    assertThat(AdmissionResponses.of("uid-1", verdict))
        .isEqualTo(
            JSON.readTree(
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":"
                    + response
                    + "}"));
  }

  @Test
  void allowed_withoutWarnings_isUidAndAllowedOnly() throws Exception {
    assertResponse(Verdict.allowed(), "{\"uid\":\"uid-1\",\"allowed\":true}");
  }

  @Test
  void allowed_withWarnings_listsThem() throws Exception {
    assertResponse(
        new Verdict.Allowed(
            List.of(new Warning("a", null, "first"), new Warning("b", null, "second"))),
        "{\"uid\":\"uid-1\",\"allowed\":true,\"warnings\":[\"first\",\"second\"]}");
  }

  @Test
  void invalid_severalCauses_areAllListedAndAllInTheMessage() throws Exception {
    assertResponse(
        new Verdict.Invalid(
            "AuthClient",
            "app",
            List.of(
                new Cause(RuleId.SCOPES, CauseType.FieldValueForbidden, "spec.scopes[1]", "no"),
                new Cause(null, CauseType.FieldValueInvalid, "spec.clientId", "wrong")),
            List.of(new Warning("a", null, "first"))),
        """
        {
          "uid": "uid-1",
          "allowed": false,
          "status": {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {},
            "status": "Failure",
            "code": 422,
            "reason": "Invalid",
            "message": "AuthClient.auth.nauthera.io \\"app\\" is invalid:\\n* spec.scopes[1]: no\\n* spec.clientId: wrong",
            "details": {
              "group": "auth.nauthera.io",
              "kind": "AuthClient",
              "name": "app",
              "causes": [
                {"reason": "FieldValueForbidden", "field": "spec.scopes[1]", "message": "no"},
                {"reason": "FieldValueInvalid", "field": "spec.clientId", "message": "wrong"}
              ]
            }
          },
          "warnings": ["first"]
        }
        """);
  }

  private static Verdict invalid(int causes, String message) {
    return new Verdict.Invalid(
        "AuthClient",
        "app",
        IntStream.range(0, causes)
            .mapToObj(i ->
                new Cause(
                    RuleId.URI_HOST,
                    CauseType.FieldValueForbidden,
                    "spec.redirectUris[" + i + "]",
                    message))
            .toList(),
        List.of(new Warning("a", null, "é".repeat(5_000))));
  }

  @Test
  void invalid_withVeryManyCauses_namesTheFirstHundredAndCountsTheRest() {
    JsonNode status = AdmissionResponses.of("u", invalid(250, "no")).at("/response/status");

    JsonNode causes = status.at("/details/causes");
    assertThat(causes).hasSize(100);
    assertThat(causes.get(98).path("field").asText()).isEqualTo("spec.redirectUris[98]");
    assertThat(causes.get(99).path("field").asText()).isEqualTo("spec");
    assertThat(causes.get(99).path("message").asText()).isEqualTo("and 151 more violations");
    assertThat(status.path("message").asText())
        .contains("* spec.redirectUris[98]: no")
        .endsWith("\n* spec: and 151 more violations");
  }

  @Test
  void invalid_withLongMessages_fitsInto32KiB() throws Exception {
    for (String message :
        List.of("é".repeat(20_000), "\u20ac".repeat(900), "x".repeat(500), "\"\\".repeat(200))) {
      JsonNode answer = AdmissionResponses.of("u", invalid(192, message));

      assertThat(JSON.writeValueAsBytes(answer)).hasSizeLessThan(32 << 10);
      JsonNode causes = answer.at("/response/status/details/causes");
      assertThat(causes.size()).isGreaterThan(1);
      assertThat(causes.get(causes.size() - 1).path("message").asText())
          .isEqualTo("and %d more violations".formatted(192 - causes.size() + 1));
    }
  }

  @Test
  void refused_hasCodeReasonAndMessage() throws Exception {
    assertResponse(
        new Verdict.Refused(409, "Conflict", "in use"),
        "{\"uid\":\"uid-1\",\"allowed\":false,\"status\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"code\":409,\"reason\":\"Conflict\",\"message\":\"in use\"}}");
  }

  @Test
  void patched_hasTheBase64OfThePatch_andNoneWhereItIsEmpty() throws Exception {
    var patch = JsonNodeFactory.instance.arrayNode();
    patch.addObject().put("op", "remove").put("path", "/a");

    assertResponse(
        new Verdict.Patched(patch, List.of()),
        "{\"uid\":\"uid-1\",\"allowed\":true,\"patchType\":\"JSONPatch\",\"patch\":\"W3sib3AiOiJyZW1vdmUiLCJwYXRoIjoiL2EifV0=\"}");
    assertResponse(Verdict.unchanged(), "{\"uid\":\"uid-1\",\"allowed\":true}");
  }
}
