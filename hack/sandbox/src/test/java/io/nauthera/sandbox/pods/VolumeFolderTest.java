package io.nauthera.sandbox.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VolumeFolderTest {
  @TempDir Path folder;

  @Test
  void files_shownAgain_areReplacedTogether() throws IOException {
    var tls = folder.resolve("tls");
    var volume = new VolumeFolder(tls);
    volume.show("1", Map.of("a", new byte[] {1}, "b", new byte[] {1}));
    volume.show("2", Map.of("a", new byte[] {2}, "c", new byte[] {2}));
    volume.show("2", Map.of());
    assertThat(Files.readAllBytes(tls.resolve("a"))).containsExactly(2);
    assertThat(Files.readAllBytes(tls.resolve("c"))).containsExactly(2);
    assertThat(tls.resolve("b")).doesNotExist();
    assertThat(tls.resolve("..1")).doesNotExist();
  }

  @Test
  void folder_ofAnEarlierPod_isEmptied() throws IOException {
    var tls = folder.resolve("tls");
    new VolumeFolder(tls).show("1", Map.of("a", new byte[] {1}, "b", new byte[] {1}));

    new VolumeFolder(tls).show("1", Map.of("a", new byte[] {2}));

    assertThat(Files.readAllBytes(tls.resolve("a"))).containsExactly(2);
    assertThat(tls.resolve("b")).doesNotExist();
  }
}
