package io.nauthera.webhook.cli.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.webhook.cli.manifests.Position;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one manifest; {@code position} is where it begins. {@code status} is the
 * metav1.Status of a refusal, else null; {@code warnings} are those of admission, word for word;
 * {@code violations} and {@code warned} say the same by rule and place.
 */
public record Result(
    String file,
    Position position,
    String kind,
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

  public boolean allowed() {
    return status == null;
  }

  /** Warnings as further causes of a refusal. */
  Result strictly() {
    if (warned.isEmpty()) {
      return this;
    }
    List<Issue> all = Stream.concat(violations.stream(), warned.stream()).toList();
    return new Result(
        file,
        position,
        kind,
        namespace,
        name,
        Statuses.with(this, warned),
        List.of(),
        all,
        List.of());
  }
}
