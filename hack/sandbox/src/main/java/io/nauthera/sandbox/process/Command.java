package io.nauthera.sandbox.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program with its arguments, run until it ends. */
public final class Command {
  private final List<String> line;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private String input = "";

  private Command(List<String> line) {
    this.line = new ArrayList<>(line);
  }

  public static Command of(Object program, Object... arguments) {
    return new Command(
        Stream.concat(Stream.of(program), Stream.of(arguments)).map(Object::toString).toList());
  }

  /** Returns the first executable file of this name on the PATH. */
  public static Optional<Path> find(String program) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Appends arguments. */
  public Command and(List<String> arguments) {
    line.addAll(arguments);
    return this;
  }

  /** Sets an environment variable. */
  public Command with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Sets the text of standard input. */
  public Command reading(String stdin) {
    input = stdin;
    return this;
  }

  public CommandResult run() {
    var builder = new ProcessBuilder(new ArrayList<>(line));
    builder.environment().putAll(environment);
    Path stdin = null;
    Path stderr = null;
    try {
      // Files instead of pipes, because a second pipe would need a second thread.
      stdin = Files.createTempFile("nauthera", ".in");
      stderr = Files.createTempFile("nauthera", ".err");
      Files.writeString(stdin, input);
      builder.redirectInput(stdin.toFile()).redirectError(stderr.toFile());
      var process = Spawner.start(builder);
      try (var stdout = process.getInputStream()) {
        var output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
        var exit = process.waitFor();
        return new CommandResult(line.getFirst(), exit, output, Files.readString(stderr));
      } catch (InterruptedException e) {
        process.destroyForcibly();
        throw Wait.interrupted(e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Folders.delete(stdin);
      Folders.delete(stderr);
    }
  }
}
