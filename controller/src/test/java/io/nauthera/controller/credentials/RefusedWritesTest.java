package io.nauthera.controller.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedWritesTest {
  private static KubernetesClientException answer(int code, String message) {
    return new KubernetesClientException(
        "Failure executing: POST at: https://10.96.0.1/api/v1 s3cr3t. Message: " + message,
        code,
        new StatusBuilder().withCode(code).withMessage(message).build());
  }

  static Stream<Arguments> answers() {
    Status terminating =
        new StatusBuilder()
            .withCode(403)
            .withNewDetails()
            .addNewCause()
            .withReason("NamespaceTerminating")
            .endCause()
            .endDetails()
            .build();
    return Stream.of(
        Arguments.of(
            answer(403, "secrets \"a\" is forbidden: exceeded quota: none, limited: secrets=0"),
            RefusedWrites.QUOTA),
        Arguments.of(
            answer(403, "secrets is forbidden: User \"a\" cannot create resource \"secrets\""),
            RefusedWrites.FORBIDDEN),
        Arguments.of(
            new KubernetesClientException("terminating", 403, terminating),
            RefusedWrites.TERMINATING),
        Arguments.of(answer(404, "secrets \"a\" not found"), RefusedWrites.CONFLICT),
        Arguments.of(answer(409, "the object has been modified"), RefusedWrites.CONFLICT),
        Arguments.of(answer(422, "is invalid"), RefusedWrites.INVALID),
        Arguments.of(answer(500, "etcdserver: request timed out"), RefusedWrites.UNAVAILABLE),
        Arguments.of(
            new KubernetesClientException("An error has occurred."), RefusedWrites.UNAVAILABLE));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answer_ofTheApiServer_becomesAFixedClause(KubernetesClientException e, String why) {
    assertThat(RefusedWrites.why(e)).isEqualTo(why);
  }

  @Test
  void clause_neverContainsTheTextOfTheException() {
    assertThat(answers().map(arguments -> (KubernetesClientException) arguments.get()[0]))
        .allSatisfy(e ->
            assertThat(RefusedWrites.why(e)).doesNotContain("s3cr3t", "https://", "etcd", "User"));
  }
}
