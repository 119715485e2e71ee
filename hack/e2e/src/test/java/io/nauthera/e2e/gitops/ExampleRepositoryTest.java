package io.nauthera.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.nauthera.e2e.Tenant;
import io.nauthera.e2e.gitops.GitOpsTools.Health;
import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.CommandResult;
import io.nauthera.sandbox.tools.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Applies every file of deploy/gitops/example to the real API server: the folders of the teams as
 * the account that the GitOps tool has there, and the objects of Argo CD and Flux with their CRDs.
 * Only the namespaces and the issuer are those of the test.
 */
class ExampleRepositoryTest {
  private static final Path REPOSITORY = GitOpsTools.FOLDER.resolve("example");
  private static final String ISSUER = "https://auth.prod.example.com/realms/production";
  private static final Pattern DOCUMENT_END = Pattern.compile("^---$", Pattern.MULTILINE);
  private static GitOpsTools tools;
  private static Tenant tenant;
  private static Map<String, String> namespaces;

  @TempDir Path folder;

  @BeforeAll
  static void cluster() {
    tenant = new Tenant("gitops");
    tools = new GitOpsTools();
    tools.configureArgoCd();
    namespaces = Map.of("security", tenant.security, "shop", tenant.team);
    tools.apply(GitOpsTools.namespace("flux-system"));
    var toolchain = tenant.sandbox.tools();
    String flux = "github.com/fluxcd/";
    Stream.of(
            toolchain.sources(Tool.ARGO_HEALTH).resolve("manifests/crds"),
            crds(toolchain.sourcesBesideApi(Tool.FLUX_HEALTH, flux + "kustomize-controller")),
            crds(toolchain.sourcesBesideApi(Tool.FLUX_HEALTH, flux + "source-controller")))
        .forEach(ExampleRepositoryTest::applyCrds);
  }

  private static Path crds(Path module) {
    return module.resolve("config/crd/bases");
  }

  private static void applyCrds(Path crds) {
    try (var files = Files.list(crds)) {
      for (Path file : files.filter(f -> !f.endsWith("kustomization.yaml")).toList()) {
        CommandResult applied =
            tenant.sandbox.kubectl("apply", "--server-side", "-o", "name", "-f", file.toString());
        String crd = applied.orThrow().stdout().strip();
        // kubectl fails, instead of waiting, while the CRD has no conditions.
        await()
            .atMost(Tenant.PATIENCE)
            .until(() ->
                tenant.sandbox.kubectl("wait", "--for=condition=Established", crd).succeeded());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folders of the repository that have a kustomization. */
  static List<String> folders() throws IOException {
    try (var files = Files.walk(REPOSITORY)) {
      return files
          .filter(file -> file.endsWith("kustomization.yaml"))
          .map(file -> REPOSITORY.relativize(file.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  private static List<JsonNode> objects(String folder) {
    return DOCUMENT_END
        .splitAsStream(tools.build("example/" + folder))
        .<JsonNode>map(text -> Serialization.unmarshal(text, ObjectNode.class))
        .toList();
  }

  /** With the namespaces and the issuer of the test. */
  private static JsonNode adapted(JsonNode node) {
    switch (node) {
      case ObjectNode object -> {
        if (object.path("kind").asText().equals("Namespace")) {
          rename((ObjectNode) object.get("metadata"), "name");
        }
        rename(object, "namespace");
        if (object.path("issuerUrl").asText().equals(ISSUER)) {
          object.put("issuerUrl", tenant.sandbox.keycloak().url() + "/realms/" + tenant.realm);
        }
        object.forEach(ExampleRepositoryTest::adapted);
      }
      case ArrayNode array -> array.forEach(ExampleRepositoryTest::adapted);
      default -> {}
    }
    return node;
  }

  private static void rename(ObjectNode object, String field) {
    String mine = namespaces.get(object.path(field).asText());
    if (mine != null) {
      object.put(field, mine);
    }
  }

  private static String yaml(List<JsonNode> objects) {
    return objects.stream()
        .map(object -> adapted(object.deepCopy()).toString())
        .collect(Collectors.joining("\n---\n"));
  }

  private static CommandResult apply(String folder, String... more) {
    String[] arguments =
        Stream.concat(Stream.of("apply", "--server-side", "-f", "-"), Stream.of(more))
            .toArray(String[]::new);
    return tenant.sandbox.kubectlReading(yaml(objects(folder)), arguments);
  }

  private static String account(String namespace) {
    return "--as=system:serviceaccount:%s:gitops".formatted(namespace);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void file_ofAFolder_isPartOfItsKustomization(String name) throws IOException {
    String kustomization = Files.readString(REPOSITORY.resolve(name).resolve("kustomization.yaml"));
    try (var files = Files.list(REPOSITORY.resolve(name))) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .allMatch(file -> file.equals("kustomization.yaml") || kustomization.contains(file));
    }
  }

  @Test
  void folder_ofTheRepository_isAppliedHere() throws IOException {
    assertThat(folders())
        .containsExactly(
            "argocd",
            "flux",
            "flux/nauthera",
            "flux/tenants",
            "platform/access",
            "platform/servers",
            "security",
            "teams/shop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"argocd", "flux", "flux/tenants"})
  void objects_ofATool_areAcceptedWithItsCrds(String name) {
    assertThat(apply(name).orThrow().stdout()).contains("serverside-applied");
  }

  /** The CRD of HelmReleases is in no module; Flux's own types stand in for it. */
  @Test
  void releases_ofFlux_areReadByFlux() {
    List<JsonNode> objects = objects("flux/nauthera");
    List<JsonNode> sources = objects.stream().filter(object -> !isRelease(object)).toList();
    List<JsonNode> releases = objects.stream().filter(ExampleRepositoryTest::isRelease).toList();

    tools.apply(yaml(sources));
    assertThat(releases).hasSize(2);
    var decoder = Command.of(tenant.sandbox.tool(Tool.FLUX_HEALTH), "decode");
    for (JsonNode release : releases) {
      var unused = decoder.reading(release.toString()).run().orThrow();
      ObjectNode wrong = release.deepCopy();
      ((ObjectNode) wrong.get("spec")).put("targetNamespaces", "any");
      assertThat(decoder.reading(wrong.toString()).run().stderr()).contains("targetNamespaces");
    }
  }

  private static boolean isRelease(JsonNode object) {
    return object.path("kind").asText().equals("HelmRelease");
  }

  @Test
  void values_ofBothTools_areAcceptedByTheChart() throws IOException {
    JsonNode argoCd = named("argocd", "Application", "nauthera").at("/spec/source");
    JsonNode flux = named("flux/nauthera", "HelmRelease", "nauthera").at("/spec");

    assertThat(flux.at("/chart/spec/chart")).isEqualTo(argoCd.path("path"));
    assertThat(flux.path("values")).isEqualTo(argoCd.at("/helm/valuesObject")).isNotEmpty();
    Path values = Files.writeString(folder.resolve("values.yaml"), flux.get("values").toString());
    String chart = Path.of("../..").resolve(argoCd.path("path").asText()).toString();
    String rendered =
        tenant
            .sandbox
            .helm("template", "nauthera", chart, "--values", values.toString())
            .orThrow()
            .stdout();
    assertThat(rendered).contains("registry.example.com/platform/nauthera/webhook");
  }

  private static JsonNode named(String folder, String kind, String name) {
    return objects(folder).stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .filter(object -> object.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void path_ofAnObjectOfATool_existsInTheRepository() {
    List<String> paths =
        Stream.of("argocd", "flux", "flux/tenants")
            .flatMap(folder -> objects(folder).stream())
            .flatMap(object ->
                Stream.of(
                        "/spec/path",
                        "/spec/source/path",
                        "/spec/generators/0/git/directories/0/path")
                    .map(path -> object.at(path).asText()))
            .filter(path -> !path.isEmpty() && !path.equals("charts/nauthera"))
            .map(path -> path.replace("/*", ""))
            .toList();

    assertThat(paths)
        .hasSizeGreaterThan(8)
        .allMatch(path -> Files.isDirectory(REPOSITORY.resolve(path)));
  }

  @Test
  void repository_appliedInOrder_becomesHealthy() {
    var unusedAccess = apply("platform/access").orThrow();
    var account = tenant.createRealm();
    tools.apply(
        secret(
            "production-server-keycloak",
            Map.of("client_id", account.clientId(), "client_secret", account.secret())));
    tools.apply(secret("ldap-bind-password", Map.of("password", "s3cret")));
    var unusedServers = apply("platform/servers").orThrow();

    CommandResult forbidden = apply("security", account(tenant.team));
    assertThat(forbidden.stderr()).contains("forbidden");
    // The controller manager adds Nauthera's rules to the role "edit" after a moment.
    await()
        .atMost(Tenant.PATIENCE)
        .until(() -> apply("teams/shop", account(tenant.team)).succeeded());
    var unusedPolicies = apply("security", account(tenant.security)).orThrow();

    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> {
          List<JsonNode> live =
              List.of(
                  tools.live("authservers", tenant.security, "production-server"),
                  tools.live("userstores", tenant.security, "corporate-ldap"),
                  tools.live("authpolicies", tenant.security, "web-apps-policy"),
                  tools.live("authclients", tenant.team, "shop"));
          assertThat(tools.argoCd(live)).extracting(Health::status).containsOnly("Healthy");
          assertThat(tools.flux(live)).extracting(Health::status).containsOnly("Current");
          assertThat(tools.kstatus(live)).extracting(Health::status).containsOnly("Current");
        });
    assertThat(tenant.secret("shop-client-secret").get()).isNotNull();
  }

  private static String secret(String name, Map<String, String> data) {
    return Serialization.asJson(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Secret",
            "metadata",
            Map.of("name", name, "namespace", tenant.security),
            "stringData",
            data));
  }
}
