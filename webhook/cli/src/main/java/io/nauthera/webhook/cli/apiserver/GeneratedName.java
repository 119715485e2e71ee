package io.nauthera.webhook.cli.apiserver;

/**
 * A name that stands for the one that the API server makes from {@code metadata.generateName}: the
 * API server adds five random characters.
 */
public final class GeneratedName {
  private static final int LONGEST_BASE = 58;
  private static final int RANDOM = 5;

  private GeneratedName() {}

  /** The name of the n-th object: {@code preview-xxxxx}, {@code preview-xxxx2} and so on. */
  public static String of(String base, int n) {
    String number = n == 1 ? "" : Integer.toString(n);
    return base.substring(0, Math.min(base.length(), LONGEST_BASE))
        + "x".repeat(Math.max(0, RANDOM - number.length()))
        + number;
  }
}
