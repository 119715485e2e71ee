package io.nauthera.sandbox;

/** Where the sandbox says what it is busy with. */
@FunctionalInterface
public interface Progress {
  void say(String line);

  /** Standard error, so that standard output stays free for what a shell evaluates. */
  static Progress toStandardError() {
    return System.err::println;
  }
}
