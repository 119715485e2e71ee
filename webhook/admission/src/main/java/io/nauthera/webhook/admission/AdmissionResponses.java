package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.AuthApi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Verdicts as AdmissionReview responses (admission.k8s.io/v1). */
public final class AdmissionResponses {
  private AdmissionResponses() {}

  public static ObjectNode of(String uid, Verdict verdict) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
    ObjectNode response = review.putObject("response").put("uid", uid);
    switch (verdict) {
      case Verdict.Allowed allowed -> {
        response.put("allowed", true);
        warn(response, allowed.warnings());
      }
      case Verdict.Patched patched -> {
        response.put("allowed", true);
        if (!patched.patch().isEmpty()) {
          byte[] patch = patched.patch().toString().getBytes(StandardCharsets.UTF_8);
          response
              .put("patchType", "JSONPatch")
              .put("patch", Base64.getEncoder().encodeToString(patch));
        }
      }
      case Verdict.Invalid invalid -> {
        response.put("allowed", false);
        response.set("status", status(invalid));
        warn(response, invalid.warnings());
      }
      case Verdict.Refused refused -> {
        response.put("allowed", false);
        response
            .putObject("status")
            .put("code", refused.code())
            .put("reason", refused.reason())
            .put("message", refused.message());
      }
    }
    return review;
  }

  private static void warn(ObjectNode response, List<Verdict.Warning> warnings) {
    if (!warnings.isEmpty()) {
      var list = response.putArray("warnings");
      WarningLines.fit(warnings.stream().map(Verdict.Warning::text).toList()).forEach(list::add);
    }
  }

  /**
   * 422 as the API server itself says it; kubectl prints the causes, GitOps tools only the message:
   * both say all.
   */
  private static ObjectNode status(Verdict.Invalid invalid) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("code", 422).put("reason", "Invalid");
    String list =
        invalid.causes().stream()
            .map(cause -> "\n* " + cause.field() + ": " + cause.message())
            .collect(Collectors.joining());
    status.put(
        "message",
        "%s.%s \"%s\" is invalid:%s"
            .formatted(invalid.kind(), AuthApi.GROUP, invalid.name(), list));
    ObjectNode details = status.putObject("details");
    details.put("group", AuthApi.GROUP).put("kind", invalid.kind()).put("name", invalid.name());
    var causes = details.putArray("causes");
    invalid
        .causes()
        .forEach(cause ->
            causes
                .addObject()
                .put("reason", cause.reason().name())
                .put("field", cause.field())
                .put("message", cause.message()));
    return status;
  }
}
