package io.nauthera.sandbox.pods;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PodProcessTest {
  @ParameterizedTest
  @CsvSource({
    "registry:5000/nauthera/webhook:0.1.0, webhook",
    "registry.example.com/nauthera/controller@sha256:abc, controller",
    "webhook, webhook"
  })
  void image_anyReference_namesItsProgram(String image, String program) {
    assertThat(PodProcess.programOf(image)).isEqualTo(program);
  }
}
