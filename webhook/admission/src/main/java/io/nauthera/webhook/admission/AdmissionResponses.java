package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.AuthApi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Verdicts as AdmissionReview responses (admission.k8s.io/v1). */
public final class AdmissionResponses {
  private AdmissionResponses() {}

  public static ObjectNode of(String uid, Verdict verdict) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
    ObjectNode response = review.putObject("response").put("uid", uid);
    var status = status(verdict);
    response.put("allowed", status.isEmpty());
    status.ifPresent(refusal -> response.set("status", refusal));
    if (verdict instanceof Verdict.Patched patched && !patched.patch().isEmpty()) {
      byte[] patch = patched.patch().toString().getBytes(StandardCharsets.UTF_8);
      response
          .put("patchType", "JSONPatch")
          .put("patch", Base64.getEncoder().encodeToString(patch));
    }
    List<String> warnings = warnings(verdict);
    if (!warnings.isEmpty()) {
      warnings.forEach(response.putArray("warnings")::add);
    }
    return review;
  }

  /** The warnings of a verdict, in lines that the API server passes on. */
  private static List<String> warnings(Verdict verdict) {
    List<Verdict.Warning> warnings =
        switch (verdict) {
          case Verdict.Allowed allowed -> allowed.warnings();
          case Verdict.Invalid invalid -> invalid.warnings();
          case Verdict.Patched patched -> patched.warnings();
          case Verdict.Refused refused -> List.of();
        };
    return lines(warnings);
  }

  /** Warnings as lines that the API server passes on. */
  public static List<String> lines(List<Verdict.Warning> warnings) {
    return WarningLines.fit(warnings.stream().map(Verdict.Warning::text).toList());
  }

  /** The refusal of a verdict as metav1.Status; empty where the change is allowed. */
  public static Optional<ObjectNode> status(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed allowed -> Optional.empty();
      case Verdict.Patched patched -> Optional.empty();
      case Verdict.Invalid invalid -> Optional.of(invalid(invalid).json());
      case Verdict.Refused refused ->
          Optional.of(
              MetaV1Status.failure(refused.code(), refused.reason(), refused.message()).json());
    };
  }

  /** kubectl prints the causes, GitOps tools only the message: both say the same. */
  private static MetaV1Status invalid(Verdict.Invalid invalid) {
    List<Verdict.Cause> causes = CauseLimits.fit(invalid.causes());
    String list =
        causes.stream()
            .map(cause -> "\n* " + cause.field() + ": " + cause.message())
            .collect(Collectors.joining());
    var status =
        MetaV1Status.invalid(
            invalid.kind(),
            invalid.name(),
            "%s.%s \"%s\" is invalid:%s"
                .formatted(invalid.kind(), AuthApi.GROUP, invalid.name(), list));
    causes.forEach(cause -> status.cause(cause.type().name(), cause.field(), cause.message()));
    return status;
  }
}
