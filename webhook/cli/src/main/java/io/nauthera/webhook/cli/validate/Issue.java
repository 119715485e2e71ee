package io.nauthera.webhook.cli.validate;

import io.nauthera.webhook.cli.manifests.Position;

/**
 * One thing that is wrong, or warned of; {@code rule} is a stable id, {@code field} a Kubernetes
 * field path, or empty where the whole manifest is meant.
 */
public record Issue(String rule, String field, String message, Position position) {
  @Override
  public String toString() {
    return field.isEmpty() ? message : field + ": " + message;
  }
}
