package io.nauthera.sandbox.process;

/** The exit code and the output of a program that has ended. */
public record CommandResult(String program, int exit, String stdout, String stderr) {
  public boolean succeeded() {
    return exit == 0;
  }

  /** Returns this result, or throws a {@link SandboxException} if the program failed. */
  public CommandResult orThrow() {
    if (!succeeded()) {
      throw new SandboxException(
          "%s failed with exit code %d:%n%s%s".formatted(program, exit, stdout, stderr));
    }
    return this;
  }
}
