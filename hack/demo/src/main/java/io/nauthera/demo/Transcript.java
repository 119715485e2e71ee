package io.nauthera.demo;

import java.io.PrintStream;
import java.time.Duration;

/** Prints the steps of a workflow, the commands of each person and their output. */
public final class Transcript {
  private final PrintStream out;
  private final long start = System.nanoTime();

  public Transcript(PrintStream out) {
    this.out = out;
  }

  void step(String title) {
    out.printf("%n== %s (after %d s)%n", title, secondsSinceStart());
  }

  private long secondsSinceStart() {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }

  void command(String role, String line) {
    out.printf("%n%-14s $ %s%n", role, line);
  }

  void action(String role, String description) {
    out.printf("%n%-14s : %s%n", role, description);
  }

  void output(String text) {
    text.strip().lines().forEach(line -> out.println("    " + line));
  }

  /** Prints an expectation that was checked and met. */
  void checked(String expectation) {
    out.println("    ✓ " + expectation);
  }
}
