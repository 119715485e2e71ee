package io.nauthera.webhook.admission.validation;

/**
 * Something to say about a field, an error or a warning; {@code field} is a Kubernetes field path.
 */
public record FieldMessage(String field, String message) {}
