package io.nauthera.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.nauthera.webhook.cli.Clusters;
import io.nauthera.webhook.cli.Console;
import io.nauthera.webhook.cli.NautheraCommand;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** The exit code and the output of one run of the CLI. */
public record CommandRun(int code, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static CommandRun of(Config cluster, String input, String... arguments) {
    return of(
        context -> new KubernetesClientBuilder().withConfig(cluster).build(), input, arguments);
  }

  public static CommandRun offline(String... arguments) {
    return of(
        context -> {
          throw new AssertionError("this command must not use a cluster");
        },
        "",
        arguments);
  }

  private static CommandRun of(Clusters clusters, String input, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            false);
    int code = NautheraCommand.run(console, clusters, arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }

  public static CommandRun validate(Config cluster, String manifest) {
    return of(
        cluster,
        manifest,
        "validate",
        "-f",
        "-",
        "--against-cluster",
        "--allow-loopback-issuers",
        "-o",
        "json");
  }

  public JsonNode report() {
    try {
      return JSON.readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError(toString(), e);
    }
  }

  /** The result for the only manifest. */
  public JsonNode result() {
    JsonNode report = report();
    JsonNode result = report.at("/results/0");
    return result.isMissingNode() ? report.at("/platform/0") : result;
  }
}
