package io.nauthera.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which namespaces the environment names, and how many informers they need. */
class WatchedNamespacesTest {
  private static WatchedNamespaces of(String value) {
    return WatchedNamespaces.of(new Environment(Map.of("NAUTHERA_WATCH_NAMESPACES", value)));
  }

  @Test
  void variable_thatIsNotSet_meansAllNamespaces() {
    assertThat(WatchedNamespaces.of(new Environment(Map.of())).isAll()).isTrue();
    assertThat(of("").isAll()).isTrue();
  }

  @Test
  void variable_withNames_meansTheseNamespaces() {
    assertThat(of("security,team-a").names()).containsExactlyInAnyOrder("security", "team-a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Team", "a,", "a, b", "a/b"})
  void variable_withSomethingElse_isRefused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(value))
        .withMessage(
            "environment variable NAUTHERA_WATCH_NAMESPACES has the value \"%s\": set it to names of namespaces, separated by commas",
            value);
  }

  @Test
  void informers_areOnePerNamespace_orOneForAll() throws IOException {
    try (var apiServer = new FakeApiServer()) {
      var kubernetes = apiServer.client();

      assertThat(of("a,b").of(kubernetes.resources(ConfigMap.class))).hasSize(2);
      assertThat(of("a,b").namespaces(kubernetes)).hasSize(2);
      assertThat(WatchedNamespaces.ALL.of(kubernetes.resources(ConfigMap.class))).hasSize(1);
      assertThat(WatchedNamespaces.ALL.namespaces(kubernetes)).hasSize(1);
    }
  }
}
