package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.AuthApi;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.MetaV1Status;
import io.nauthera.webhook.cli.manifests.Document;
import io.nauthera.webhook.cli.manifests.Position;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one manifest. {@code status} is the metav1.Status of a refusal, else null; {@code
 * warnings} are those of admission, word for word; {@code violations} and {@code warned} say the
 * same by rule and position.
 */
public record Result(
    String file,
    Document.Positions positions,
    ResourceKind kind,
    String namespace,
    String name,
    @Nullable ObjectNode status,
    List<String> warnings,
    List<Issue> violations,
    List<Issue> warned) {
  public Result {
    warnings = List.copyOf(warnings);
    violations = List.copyOf(violations);
    warned = List.copyOf(warned);
  }

  /** Where the manifest starts; found when it is asked for. */
  public Position position() {
    return positions.of("");
  }

  public boolean allowed() {
    return status == null;
  }

  /** The same result with its warnings as causes of a refusal. */
  Result strictly() {
    if (warned.isEmpty()) {
      return this;
    }
    List<Issue> all = Stream.concat(violations.stream(), warned.stream()).toList();
    return new Result(file, positions, kind, namespace, name, refusal(), List.of(), all, List.of());
  }

  private ObjectNode refusal() {
    ObjectNode refusal =
        status == null
            ? MetaV1Status.invalid(
                    kind.toString(),
                    name,
                    "%s.%s \"%s\" is invalid:".formatted(kind, AuthApi.GROUP, name))
                .json()
            : status.deepCopy();
    var message = new StringBuilder(refusal.path("message").asText());
    ArrayNode causes = refusal.withObject("details").withArray("causes");
    for (Issue issue : warned) {
      message.append("\n* ").append(issue);
      causes
          .addObject()
          .put("reason", "FieldValueInvalid")
          .put("message", issue.message())
          .put("field", issue.field());
    }
    return refusal.put("message", message.toString());
  }
}
