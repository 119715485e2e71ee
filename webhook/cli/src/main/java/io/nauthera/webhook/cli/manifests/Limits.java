package io.nauthera.webhook.cli.manifests;

/** How large a document may be. */
final class Limits {
  static final int DEPTH = 100;
  static final int VALUES = 2_000_000;
  static final int VALUES_BY_ALIAS = 100_000;

  /** SnakeYAML needs quadratic time for a longer one. */
  static final int LINE = 1 << 20;

  static final String TOO_LARGE =
      "is nested deeper than %d levels or has more than %d values: split it"
          .formatted(DEPTH, VALUES);

  private Limits() {}
}
