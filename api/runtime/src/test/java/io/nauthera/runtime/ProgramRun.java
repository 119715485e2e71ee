package io.nauthera.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One run of a program as a process of its own, which must end by itself. */
public record ProgramRun(int exitCode, List<String> output) {
  /** Runs a main class with the class path of the test and exactly these variables. */
  public static ProgramRun of(Class<?> main, Map<String, String> environment)
      throws IOException, InterruptedException {
    Process process = start(main, environment);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ProgramRun(process.waitFor(), output.lines().toList());
  }

  /** As {@link #of}, without waiting for its end. */
  public static Process start(Class<?> main, Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }
}
