package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.AdmissionResponses;
import io.nauthera.webhook.admission.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns answers of the API server and of admission into results with rules and positions. */
final class Results {
  /** The rule id of everything that the API server refuses. */
  private static final String SCHEMA = "schema";

  private Results() {}

  static Result refusedBySchema(PreparedManifest manifest, ObjectNode status) {
    // The API server calls no webhook for a manifest that it cannot decode.
    List<Verdict.Warning> warned =
        status.path("code").asInt() == 400 ? List.of() : manifest.corrections();
    List<Issue> violations = new ArrayList<>();
    for (JsonNode cause : status.at("/details/causes")) {
      violations.add(
          issue(manifest, SCHEMA, cause.path("field").asText(), cause.path("message").asText()));
    }
    if (violations.isEmpty()) {
      violations.add(issue(manifest, SCHEMA, "", status.path("message").asText()));
    }
    return result(manifest, status, violations, warned, List.of());
  }

  static Result of(PreparedManifest manifest, Verdict verdict) {
    ObjectNode status = AdmissionResponses.status(verdict).orElse(null);
    return switch (verdict) {
      case Verdict.Allowed(var warned) -> result(manifest, null, List.of(), warned);
      case Verdict.Patched(var patch, var warned) -> result(manifest, null, List.of(), warned);
      case Verdict.Invalid invalid ->
          result(
              manifest,
              status,
              invalid.causes().stream().map(cause -> issue(manifest, cause)).toList(),
              invalid.warnings());
      case Verdict.Refused refused ->
          result(
              manifest,
              status,
              List.of(issue(manifest, rule(manifest.kind()), "", refused.message())),
              List.of());
    };
  }

  private static Result result(
      PreparedManifest manifest,
      @Nullable ObjectNode status,
      List<Issue> violations,
      List<Verdict.Warning> warned) {
    return result(manifest, status, violations, manifest.corrections(), warned);
  }

  /** Each webhook has its own limits for its warnings; {@code corrections} come first. */
  private static Result result(
      PreparedManifest manifest,
      @Nullable ObjectNode status,
      List<Issue> violations,
      List<Verdict.Warning> corrections,
      List<Verdict.Warning> warned) {
    Set<String> refused = violations.stream().map(Issue::field).collect(Collectors.toSet());
    // Do not repeat a violation as a warning.
    List<Verdict.Warning> hints =
        manifest.hints().stream().filter(hint -> !refused.contains(hint.field())).toList();
    return new Result(
        manifest.document().file(),
        manifest.document().positions(),
        manifest.kind(),
        manifest.namespace(),
        manifest.name(),
        status,
        Stream.concat(
                Stream.of(corrections, warned).map(AdmissionResponses::lines).flatMap(List::stream),
                hints.stream().map(Verdict.Warning::text))
            .distinct()
            .toList(),
        violations,
        Stream.of(corrections, warned, hints)
            .flatMap(List::stream)
            .map(warning -> issue(manifest, warning))
            .toList());
  }

  private static Issue issue(PreparedManifest manifest, Verdict.Warning warning) {
    String field = warning.field() == null ? "" : warning.field();
    return issue(manifest, warning.topic(), field, warning.message());
  }

  private static Issue issue(PreparedManifest manifest, Verdict.Cause cause) {
    String rule = cause.rule() == null ? rule(manifest.kind()) : cause.rule().toString();
    return issue(manifest, rule, cause.field(), cause.message());
  }

  private static Issue issue(PreparedManifest manifest, String rule, String field, String message) {
    return new Issue(rule, field, message, manifest.document().positions().of(field));
  }

  /** The id of everything that makes a resource of the kind invalid whatever policies say. */
  private static String rule(ResourceKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
