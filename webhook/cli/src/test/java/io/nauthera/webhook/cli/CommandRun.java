package io.nauthera.webhook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** How a run of the command without a cluster ended. */
record CommandRun(int code, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static CommandRun of(String input, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            false);
    int code =
        NautheraCommand.run(
            console,
            context -> {
              throw new AssertionError("no cluster was asked for");
            },
            args);
    return new CommandRun(code, out.toString(), err.toString());
  }

  /** Validates standard input. */
  static CommandRun validate(String manifests, String... more) {
    return of(
        manifests,
        Stream.concat(Stream.of("validate", "-f", "-"), Stream.of(more)).toArray(String[]::new));
  }

  JsonNode json() {
    try {
      return JSON.readTree(out);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(out, e);
    }
  }

  /** The values at a path in each result. */
  List<String> ofResults(String path) {
    return json().path("results").valueStream().map(result -> result.at(path).asText()).toList();
  }
}
