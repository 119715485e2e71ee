package io.nauthera.webhook.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.nauthera.api.policy.AllowedLists;
import io.nauthera.api.policy.RuleId;
import io.nauthera.api.policy.Violation;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.admission.validation.FieldMessage;
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

  /** It may be stored with these changes (JSON Patch, RFC 6902); an empty patch changes nothing. */
  record Patched(ArrayNode patch, List<Warning> warnings) implements Verdict {
    public Patched {
      warnings = List.copyOf(warnings);
    }
  }

  /** It is not a valid resource of its kind; every cause at once. */
  record Invalid(String kind, String name, List<Cause> causes, List<Warning> warnings)
      implements Verdict {
    public Invalid {
      causes = List.copyOf(causes);
      warnings = List.copyOf(warnings);
    }
  }

  /** It is refused whatever it says, or cannot be evaluated; {@code code} is an HTTP status. */
  record Refused(int code, String reason, String message) implements Verdict {
    /** GitOps tools retry a conflict (409), but not this. */
    static Refused forbidden(String message) {
      return new Refused(403, "Forbidden", message);
    }

    /** Whether Nauthera could not decide, so that nothing is known about the manifest. */
    public boolean isUndecided() {
      return code == 429 || code >= 500;
    }
  }

  /**
   * One thing that is wrong; {@code field} is a Kubernetes field path; {@code rule} is null where
   * the manifest is invalid whatever the policies say.
   */
  record Cause(@Nullable RuleId rule, CauseType type, String field, String message) {
    static Cause of(FieldMessage invalid) {
      return new Cause(null, CauseType.FieldValueInvalid, invalid.field(), invalid.message());
    }

    static Cause of(Violation violation, AllowedLists lists) {
      return new Cause(
          violation.rule(),
          typeOf(violation.rule()),
          violation.field().toString(),
          violation.messageWith(lists));
    }

    private static CauseType typeOf(RuleId rule) {
      return switch (rule) {
        case URI_FORM, REDIRECTS_NEEDED, LENGTHS, KEYS_NEEDED, JWKS -> CauseType.FieldValueInvalid;
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
            EXCLUSIVE_SECRET,
            LEAVING_POLICIES ->
            CauseType.FieldValueForbidden;
      };
    }
  }

  /**
   * Something to know that does not prevent the change; {@code topic} is a stable id, {@code field}
   * a Kubernetes field path or null.
   */
  record Warning(String topic, @Nullable String field, String message) {
    static Warning of(Violation violation, AllowedLists lists) {
      return new Warning(
          violation.rule().toString(), violation.field().toString(), violation.messageWith(lists));
    }

    static List<Warning> of(String topic, List<String> messages) {
      return messages.stream().map(message -> new Warning(topic, null, message)).toList();
    }

    static List<Warning> ofFields(String topic, List<FieldMessage> messages) {
      return messages.stream()
          .map(message -> new Warning(topic, message.field(), message.message()))
          .toList();
    }

    /** What the user reads. */
    public String text() {
      return field == null ? message : field + ": " + message;
    }
  }

  /** Whether a value is invalid, or valid and forbidden (meta/v1 CauseType). */
  enum CauseType {
    FieldValueInvalid,
    FieldValueForbidden
  }

  static Verdict allowed() {
    return new Allowed(List.of());
  }

  static Verdict invalid(ResourceKind kind, HasMetadata resource, List<FieldMessage> invalid) {
    return new Invalid(
        kind.toString(),
        resource.getMetadata().getName(),
        invalid.stream().map(Cause::of).toList(),
        List.of());
  }

  static Verdict unchanged() {
    return new Patched(JsonNodeFactory.instance.arrayNode(), List.of());
  }
}
