package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a review. */
public sealed interface Verdict {

  /** It may be stored, with these warnings. */
  record Allowed(List<Warning> warnings) implements Verdict {
    public Allowed {
      warnings = List.copyOf(warnings);
    }
  }

  /** It may be stored with these changes (JSON Patch, RFC 6902); an empty patch is none. */
  record Patched(ArrayNode patch) implements Verdict {}

  /** It is not a valid resource of its kind; every cause at once. */
  record Invalid(String kind, String name, List<Cause> causes, List<Warning> warnings)
      implements Verdict {
    public Invalid {
      causes = List.copyOf(causes);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It is refused whatever it says, or cannot be judged; {@code code} is the HTTP status that says
   * why.
   */
  record Refused(int code, String reason, String message) implements Verdict {}

  /**
   * One thing that is wrong; {@code field} is a Kubernetes field path; {@code rule} is null where
   * the manifest makes no sense whatever policies say.
   */
  record Cause(@Nullable RuleId rule, Reason reason, String field, String message) {
    static Cause invalid(String field, String message) {
      return new Cause(null, Reason.FieldValueInvalid, field, message);
    }

    static Cause of(Violation violation) {
      return new Cause(
          violation.rule(), reason(violation.rule()), violation.field(), violation.message());
    }

    private static Reason reason(RuleId rule) {
      return switch (rule) {
        case URI_FORM, REDIRECTS_NEEDED -> Reason.FieldValueInvalid;
        case SCOPES,
            GRANTS,
            AUTHENTICATION,
            URI_WILDCARD,
            URI_SCHEME,
            URI_HOST,
            WEB_ORIGINS,
            CLIENT_ID,
            CONSENT,
            EXCLUSIVE_CLIENT_ID,
            EXCLUSIVE_SECRET ->
            Reason.FieldValueForbidden;
      };
    }
  }

  /** Something to know that is in nobody's way; {@code topic} is a stable id. */
  record Warning(String topic, String text) {
    static Warning of(Violation violation) {
      return new Warning(violation.rule().toString(), violation.toString());
    }

    static List<Warning> of(String topic, List<String> texts) {
      return texts.stream().map(text -> new Warning(topic, text)).toList();
    }
  }

  /** Whether a value is wrong in itself, or right and forbidden (meta/v1 CauseType). */
  enum Reason {
    FieldValueInvalid,
    FieldValueForbidden
  }

  static Verdict allowed() {
    return new Allowed(List.of());
  }

  static Verdict unchanged() {
    return new Patched(JsonNodeFactory.instance.arrayNode());
  }
}
