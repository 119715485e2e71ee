package io.nauthera.sandbox;

/** How a program ended and what it said. */
public record CommandResult(String program, int exit, String stdout, String stderr) {
  public boolean succeeded() {
    return exit == 0;
  }

  /** This result, unless the program failed. */
  public CommandResult orThrow() {
    if (!succeeded()) {
      throw new SandboxException(
          "%s ended with %d:%n%s%s".formatted(program, exit, stdout, stderr));
    }
    return this;
  }
}
