package io.nauthera.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.UserStore;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a watch sends. Without its Status, a watch that has expired would be repeated for ever
 * instead of starting with a new list.
 */
class TolerantSerializationTest {
  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("v1", Status.class),
        Arguments.of("v1", Namespace.class),
        Arguments.of("v1", ConfigMap.class),
        Arguments.of("v1", Secret.class),
        Arguments.of("auth.nauthera.io/v1alpha1", AuthServer.class),
        Arguments.of("auth.nauthera.io/v1alpha1", AuthPolicy.class),
        Arguments.of("auth.nauthera.io/v1alpha1", AuthClient.class),
        Arguments.of("auth.nauthera.io/v1alpha1", UserStore.class));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void eventOfAWatch_hasTheTypeOfItsKind(String version, Class<?> kind) {
    String event =
        """
        {"type": "ADDED", "object": {"apiVersion": "%s", "kind": "%s", "metadata": {}}}
        """
            .formatted(version, kind.getSimpleName());

    assertThat(TolerantSerialization.create().unmarshal(event, WatchEvent.class).getObject())
        .isExactlyInstanceOf(kind);
  }
}
