package io.nauthera.sandbox.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GoModuleTest {
  @TempDir Path folder;

  @Test
  void version_inBothFormsOfRequire_isFound() throws IOException {
    var module =
        module(
            """
            module example.org/tools

            go 1.26.0

            require k8s.io/kubernetes v1.36.3

            require (
            	k8s.io/kubernetes-other v9.9.9 // indirect
            	helm.sh/helm/v4 v4.3.1
            )

            replace k8s.io/api => k8s.io/api v0.36.3
            """);
    assertThat(module.version("k8s.io/kubernetes")).isEqualTo("v1.36.3");
    assertThat(module.version("helm.sh/helm/v4")).isEqualTo("v4.3.1");
    assertThat(module.goVersion()).isEqualTo("1.26.0");
    assertThatThrownBy(() -> module.version("k8s.io/api"))
        .hasMessageContaining("does not require k8s.io/api");
  }

  @Test
  void fingerprint_sourceChanged_changes() throws IOException {
    var before = module("module a\n").fingerprint();
    Files.writeString(folder.resolve("README.md"), "not a source file");
    assertThat(GoModule.read(folder).fingerprint()).isEqualTo(before);
    Files.writeString(folder.resolve("main.go"), "package main");
    assertThat(GoModule.read(folder).fingerprint()).isNotEqualTo(before).hasSize(10);
  }

  @ParameterizedTest
  @EnumSource(value = Tool.class, names = "FLOOR", mode = EnumSource.Mode.EXCLUDE)
  void tool_eachOne_hasAPinnedVersion(Tool tool) {
    var module =
        GoModule.read(Repository.find().root().resolve("hack/tools").resolve(tool.module()));
    assertThat(module.version(tool.upstream())).matches("v\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void foldersOfOtherVersionsOfKubernetes_haveTheNameOfTheMinorVersion() throws IOException {
    try (var folders = Files.list(Repository.find().root().resolve("hack/tools/kubernetes"))) {
      assertThat(folders.filter(Files::isDirectory))
          .isNotEmpty()
          .allSatisfy(minor ->
              assertThat(GoModule.read(minor).version("k8s.io/kubernetes"))
                  .startsWith("v" + minor.getFileName() + "."));
    }
  }

  @Test
  void linkerFlags_ofKubernetes_setTheVersion() {
    assertThat(Tool.KUBE_APISERVER.linkerFlags("v1.36.3"))
        .contains("component-base/version.gitVersion=v1.36.3", "gitMinor=36");
  }

  private GoModule module(String text) throws IOException {
    Files.writeString(folder.resolve("go.mod"), text);
    return GoModule.read(folder);
  }
}
