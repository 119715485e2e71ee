package io.nauthera.sandbox.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContainerEnvironmentTest {
  private static final ContainerEnvironment.Sources SOURCES =
      new ContainerEnvironment.Sources() {
        @Override
        public Optional<String> field(String path) {
          return path.equals("status.podIP") ? Optional.of("127.64.0.9") : Optional.empty();
        }

        @Override
        public Optional<Map<String, String>> secret(String name) {
          return name.equals("login") ? Optional.of(Map.of("user", "jo")) : Optional.empty();
        }

        @Override
        public Optional<Map<String, String>> configMap(String name) {
          return name.equals("settings") ? Optional.of(Map.of("A", "1")) : Optional.empty();
        }
      };

  @Test
  void sources_available_becomeVariables() {
    var environment =
        environment(
            """
            envFrom:
            - {prefix: SET_, configMapRef: {name: settings}}
            env:
            - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
            - {name: USER, valueFrom: {secretKeyRef: {name: login, key: user}}}
            - {name: NONE, valueFrom: {secretKeyRef: {name: absent, key: user, optional: true}}}
            - {name: URL, value: "http://$(IP):1/$(UNKNOWN)$$(IP)"}
            - {name: EMPTY}
            """);
    assertThat(environment.variables())
        .isEqualTo(
            Map.of(
                "SET_A", "1",
                "IP", "127.64.0.9",
                "USER", "jo",
                "URL", "http://127.64.0.9:1/$(UNKNOWN)$(IP)",
                "EMPTY", ""));
    assertThat(environment.expand("--bind=$(IP)")).isEqualTo("--bind=127.64.0.9");
  }

  @Test
  void secret_absent_throwsMissingPrerequisite() {
    assertThatThrownBy(() ->
            environment("env: [{name: A, valueFrom: {secretKeyRef: {name: absent, key: k}}}]"))
        .isInstanceOf(MissingPrerequisiteException.class)
        .hasMessage("Secret absent");
  }

  private static ContainerEnvironment environment(String yaml) {
    return ContainerEnvironment.of(Serialization.unmarshal(yaml, Container.class), SOURCES);
  }
}
