package io.nauthera.webhook.cli.validate;

import io.nauthera.webhook.cli.manifests.Position;

/**
 * A violation or warning. {@code rule} is a stable id, {@code field} a Kubernetes field path, or
 * empty for the whole manifest.
 */
public record Issue(String rule, String field, String message, Position position) {
  @Override
  public String toString() {
    return field.isEmpty() ? message : field + ": " + message;
  }
}
