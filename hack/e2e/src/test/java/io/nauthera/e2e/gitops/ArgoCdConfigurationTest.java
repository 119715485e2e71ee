package io.nauthera.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways of docs/gitops.md to add the health checks to argocd-cm leave what it contains. */
class ArgoCdConfigurationTest {
  private static final List<String> KINDS =
      List.of("AuthClient", "AuthPolicy", "AuthServer", "UserStore");
  private static final Path CHECKS = GitOpsTools.FOLDER.resolve("argocd/health").toAbsolutePath();
  private static final String KEY = "resource.customizations.health.auth.nauthera.io_";
  private static GitOpsTools tools;

  @TempDir Path folder;

  @BeforeAll
  static void cluster() {
    tools = new GitOpsTools();
  }

  private static Map<String, String> expected() throws IOException {
    Map<String, String> data = new TreeMap<>();
    data.put("url", "https://argocd.example.com");
    for (String kind : KINDS) {
      data.put(KEY + kind, Files.readString(CHECKS.resolve(kind + ".lua")));
    }
    return data;
  }

  private static Map<String, String> data(JsonNode data) {
    Map<String, String> texts = new TreeMap<>();
    data.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  @Test
  void checks_appliedToTheCluster_areAdded() throws IOException {
    tools.configureArgoCd();

    String map =
        tools
            .sandbox
            .kubectl("get", "configmap", "argocd-cm", "-n", "argocd", "-o", "jsonpath={.data}")
            .orThrow()
            .stdout();
    assertThat(data(GitOpsTools.parse(map))).isEqualTo(expected());
  }

  /** The manifests of Argo CD contain neither the namespace nor data. */
  @ParameterizedTest
  @ValueSource(strings = {", namespace: argocd", ""})
  void checks_asAComponentOfKustomize_areAdded(String namespace) throws IOException {
    Path base = Files.createDirectory(folder.resolve("argo-cd"));
    Files.writeString(
        base.resolve("argocd-cm.yaml"),
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: argocd-cm%s}}".formatted(namespace));
    Files.writeString(
        base.resolve("kustomization.yaml"),
        "{namespace: argocd, resources: [argocd-cm.yaml], components: [%s]}"
            .formatted(base.toRealPath().relativize(CHECKS.toRealPath())));

    String built = tools.sandbox.kubectl("kustomize", base.toString()).orThrow().stdout();

    JsonNode map = Serialization.unmarshal(built, JsonNode.class);
    assertThat(map.at("/metadata/name").asText()).isEqualTo("argocd-cm");
    Map<String, String> expected = expected();
    expected.remove("url");
    assertThat(data(map.path("data"))).isEqualTo(expected);
  }

  @Test
  void checks_asValuesOfHelm_areAdded() throws IOException {
    Files.writeString(
        folder.resolve("Chart.yaml"), "{apiVersion: v2, name: argo-cd, version: 1.0.0}");
    Files.writeString(
        folder.resolve("values.yaml"), "{configs: {cm: {url: https://argocd.example.com}}}");
    Files.createDirectory(folder.resolve("templates"));
    // As the template of argo-cd's chart does.
    Files.writeString(
        folder.resolve("templates/cm.yaml"), "data:\n{{ toYaml .Values.configs.cm | indent 2 }}");
    String[] arguments =
        Stream.concat(
                Stream.of("template", "argo-cd", folder.toString()),
                KINDS.stream().flatMap(kind -> Stream.of("--set-file", value(kind))))
            .toArray(String[]::new);

    String rendered = tools.sandbox.helm(arguments).orThrow().stdout();

    JsonNode map = Serialization.unmarshal(rendered, JsonNode.class);
    assertThat(data(map.path("data"))).isEqualTo(expected());
  }

  private static String value(String kind) {
    return "configs.cm.%s=%s"
        .formatted((KEY + kind).replace(".", "\\."), CHECKS.resolve(kind + ".lua"));
  }
}
