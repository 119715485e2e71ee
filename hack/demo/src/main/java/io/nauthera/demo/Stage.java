package io.nauthera.demo;

import java.io.PrintStream;
import java.time.Duration;

/** Where the workflows are played: prints what each person does and what answers. */
public final class Stage {
  private final PrintStream out;
  private final long begin = System.nanoTime();

  public Stage(PrintStream out) {
    this.out = out;
  }

  void step(String title) {
    out.printf(
        "%n== %s (at %d s)%n", title, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
  }

  void command(String who, String line) {
    out.printf("%n%s $ %s%n", who, line);
  }

  void answer(String text) {
    text.strip().lines().forEach(line -> out.println("    " + line));
  }
}
