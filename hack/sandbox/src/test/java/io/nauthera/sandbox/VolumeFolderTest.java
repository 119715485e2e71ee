package io.nauthera.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolumeFolderTest {
  @TempDir Path folder;

  @Test
  void files_shownAgain_areReplacedTogether() throws IOException {
    var volume = new VolumeFolder(folder.resolve("tls"));
    volume.show("1", Map.of("a", new byte[] {1}, "b", new byte[] {1}));
    volume.show("2", Map.of("a", new byte[] {2}, "c", new byte[] {2}));
    volume.show("2", Map.of());
    assertThat(Files.readAllBytes(volume.path().resolve("a"))).containsExactly(2);
    assertThat(Files.readAllBytes(volume.path().resolve("c"))).containsExactly(2);
    assertThat(volume.path().resolve("b")).doesNotExist();
    assertThat(volume.path().resolve("..1")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "registry:5000/nauthera/webhook:0.1.0, webhook",
    "registry.example.com/nauthera/controller@sha256:abc, controller",
    "webhook, webhook"
  })
  void image_lastSegment_namesTheProgram(String image, String program) {
    assertThat(PodProcess.lastSegment(image)).isEqualTo(program);
  }
}
