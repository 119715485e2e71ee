package io.nauthera.webhook.cli.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the API server makes of a manifest before any validating webhook is asked. */
public interface SchemaCheck {
  /**
   * Looks at a manifest of one of Nauthera's kinds that is to be created: unknown fields, defaults,
   * metadata, types, limits, lists that are sets, CEL rules. Never changes it.
   */
  Outcome create(ObjectNode manifest);

  /**
   * Looks in the same way at what a stored object of that kind and name is to become: system fields
   * of its metadata stay as they are stored, and CEL rules about a change ({@code oldSelf}) are
   * asked. Changes neither.
   *
   * <p>Differs from the API server in that what was wrong before and is unchanged is not forgiven
   * (CRDValidationRatcheting), and in that what cannot be read is worded as at a creation.
   */
  Outcome update(ObjectNode manifest, ObjectNode stored);

  /** Passed or not. */
  sealed interface Outcome {
    /** What would be shown to webhooks: with defaults, without status. */
    record Accepted(ObjectNode object) implements Outcome {}

    /** A metav1.Status (code, reason, message, details.causes) in the API server's own words. */
    record Refused(ObjectNode status) implements Outcome {}
  }
}
