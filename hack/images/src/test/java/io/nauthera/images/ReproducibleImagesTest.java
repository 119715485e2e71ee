package io.nauthera.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.sandbox.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The same sources and packages give the same images, byte for byte. */
final class ReproducibleImagesTest {
  @Test
  void images_builtTwice_areTheSameBytes() throws IOException {
    var first = BuiltImages.shared();
    var second = BuiltImages.build("second");
    assertThat(second.digests()).isEqualTo(first.digests()).hasSize(3);
    for (var program : first.digests().keySet()) {
      assertThat(Files.mismatch(first.archive(program), second.archive(program))).isEqualTo(-1);
      if (Files.exists(first.sbom(program))) {
        assertThat(second.sbom(program)).hasSameTextualContentAs(first.sbom(program));
      }
    }
    Folders.delete(second.folder());
  }
}
