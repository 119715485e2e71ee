package io.nauthera.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that is run to its end. */
final class Command {
  private final List<String> line;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private @Nullable Path folder;
  private String input = "";

  private Command(List<String> line) {
    this.line = List.copyOf(line);
  }

  static Command of(Object first, Object... rest) {
    var line = new ArrayList<String>();
    line.add(first.toString());
    for (var argument : rest) {
      line.add(argument.toString());
    }
    return new Command(line);
  }

  Command and(List<String> arguments) {
    var longer = new ArrayList<>(line);
    longer.addAll(arguments);
    var command = new Command(longer);
    command.environment.putAll(environment);
    command.folder = folder;
    command.input = input;
    return command;
  }

  Command with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Command in(Path directory) {
    folder = directory;
    return this;
  }

  Command reading(String stdin) {
    input = stdin;
    return this;
  }

  CommandResult run() {
    var builder = new ProcessBuilder(new ArrayList<>(line));
    builder.environment().putAll(environment);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    Path stdin = null;
    Path stderr = null;
    try {
      // Files, not pipes: nobody has to read two streams at once.
      stdin = Files.createTempFile("nauthera", ".in");
      stderr = Files.createTempFile("nauthera", ".err");
      Files.writeString(stdin, input);
      builder.redirectInput(stdin.toFile()).redirectError(stderr.toFile());
      var process = Spawner.start(builder);
      try (var stdout = process.getInputStream()) {
        var said = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
        var exit = process.waitFor();
        return new CommandResult(line.getFirst(), exit, said, Files.readString(stderr));
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
