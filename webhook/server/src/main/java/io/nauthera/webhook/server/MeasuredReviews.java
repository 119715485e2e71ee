package io.nauthera.webhook.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.nauthera.api.policy.Policy.Enforcement;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.tracing.Span;
import io.nauthera.runtime.tracing.Tracing;
import io.nauthera.webhook.admission.AdmissionRequest;
import io.nauthera.webhook.admission.AdmissionRequest.Operation;
import io.nauthera.webhook.admission.ReviewObserver;
import io.nauthera.webhook.admission.Verdict;
import java.time.Duration;
import java.util.stream.Stream;

/** Measures and traces the reviews of one of the two webhooks. */
final class MeasuredReviews implements ReviewObserver {
  private final Metrics metrics;
  private final Tracing tracing;
  private final String webhook;

  /** {@code webhook} is the value of the label: validating or mutating. */
  MeasuredReviews(Metrics metrics, Tracing tracing, String webhook) {
    this.metrics = metrics;
    this.tracing = tracing;
    this.webhook = webhook;
  }

  @Override
  public void reviewed(AdmissionRequest request, Verdict verdict, Duration duration) {
    metrics.observe(
        Metric.ADMISSION_REVIEW_DURATION,
        duration,
        webhook,
        resource(request),
        operation(request),
        label(verdict));
    trace(request, verdict, duration);
  }

  private void trace(AdmissionRequest request, Verdict verdict, Duration duration) {
    JsonNode metadata =
        (request.operation() == Operation.DELETE ? request.oldObject() : request.object())
            .path("metadata");
    try (Span span = tracing.ended(webhook + " admission", Tracing.Role.SERVER, duration)) {
      var unused =
          span.with(Tracing.KIND, request.kind())
              .with(Tracing.NAMESPACE, metadata.path("namespace").asText())
              .with(Tracing.NAME, request.name())
              .with(Tracing.UID, metadata.path("uid").asText())
              .with(Tracing.GENERATION, metadata.path("generation").asLong())
              .with("nauthera.admission.uid", request.uid())
              .with("nauthera.admission.operation", operation(request))
              .with("nauthera.admission.verdict", label(verdict));
      if (label(verdict).equals("error")) {
        span.failed("the review could not be decided");
      }
    }
  }

  /** Whatever a wrong webhook configuration sends must not make new series. */
  private static String resource(AdmissionRequest request) {
    return Stream.of(ResourceKind.values())
        .filter(kind -> kind.resource().equals(request.resource()))
        .findFirst()
        .map(ResourceKind::plural)
        .orElse("other");
  }

  private static String operation(AdmissionRequest request) {
    return switch (request.operation()) {
      case CREATE -> "create";
      case UPDATE -> "update";
      case DELETE -> "delete";
    };
  }

  private static String label(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed allowed -> "allowed";
      case Verdict.Patched patched -> "allowed";
      case Verdict.Invalid invalid -> "denied";
      case Verdict.Refused refused -> refused.isUndecided() ? "error" : "denied";
    };
  }

  @Override
  public void violated(RuleId rule, Enforcement enforcement) {
    metrics.count(Metric.ADMISSION_VIOLATIONS, rule.toString(), label(enforcement));
  }

  private static String label(Enforcement enforcement) {
    return switch (enforcement) {
      case ENFORCE -> "Enforce";
      case WARN -> "Warn";
      case AUDIT -> "Audit";
    };
  }
}
