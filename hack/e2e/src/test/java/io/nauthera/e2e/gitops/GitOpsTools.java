package io.nauthera.e2e.gitops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nauthera.e2e.SharedSandbox;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.tools.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the code of Argo CD and Flux, and applies files of deploy/gitops. */
final class GitOpsTools {
  static final Path FOLDER = Path.of("../../deploy/gitops");
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARGO_CD = "argocd";
  private static final String ARGO_CD_CONFIGURATION =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: argocd-cm, namespace: argocd, labels: {app.kubernetes.io/part-of: argocd}}
      data: {url: "https://argocd.example.com"}
      """;

  final Sandbox sandbox = SharedSandbox.get();

  /** What a tool says about an object. The status is empty if it says nothing. */
  record Health(String status, String message) {}

  /** Argo CD with the health checks that are shipped, in an argocd-cm that exists already. */
  void configureArgoCd() {
    apply(namespace(ARGO_CD));
    var unusedMap = sandbox.kubectlReading(ARGO_CD_CONFIGURATION, "apply", "-f", "-").orThrow();
    var unusedPatch =
        sandbox
            .kubectl("patch", "configmap", "argocd-cm", "-n", ARGO_CD, "--patch", build("argocd"))
            .orThrow();
  }

  static String namespace(String name) {
    return "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name);
  }

  void apply(String manifests, String... more) {
    String[] arguments =
        Stream.concat(Stream.of("apply", "--server-side", "-f", "-"), Stream.of(more))
            .toArray(String[]::new);
    var unused = sandbox.kubectlReading(manifests, arguments).orThrow();
  }

  /** The objects that kustomize builds from a folder of deploy/gitops, as YAML. */
  String build(String folder) {
    return sandbox.kubectl("kustomize", FOLDER.resolve(folder).toString()).orThrow().stdout();
  }

  /** An object as it is now, as JSON. */
  JsonNode live(String kind, String namespace, String name) {
    var object =
        sandbox.kubectl("get", kind + ".auth.nauthera.io", name, "-n", namespace, "-o", "json");
    return parse(object.orThrow().stdout());
  }

  List<Health> argoCd(List<JsonNode> objects) {
    return ask(Command.of(sandbox.tool(Tool.ARGO_HEALTH), sandbox.kubeconfig(), ARGO_CD), objects);
  }

  /** With the expressions that are shipped. */
  List<Health> flux(List<JsonNode> objects) {
    return flux(first(build("example/flux/tenants")), objects);
  }

  /** Without expressions, as Helm 4 does. */
  List<Health> kstatus(List<JsonNode> objects) {
    return flux("{}", objects);
  }

  private List<Health> flux(String kustomization, List<JsonNode> objects) {
    try {
      Path file = Files.createTempFile("kustomization", ".yaml");
      try {
        Files.writeString(file, kustomization);
        return ask(Command.of(sandbox.tool(Tool.FLUX_HEALTH), "status", file), objects);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String first(String manifests) {
    return manifests.split("(?m)^---$", 2)[0];
  }

  private static List<Health> ask(Command tool, List<JsonNode> objects) {
    String input = objects.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
    return tool.reading(input)
        .run()
        .orThrow()
        .stdout()
        .lines()
        .map(GitOpsTools::parse)
        .map(line -> new Health(line.path("status").asText(), line.path("message").asText()))
        .toList();
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
