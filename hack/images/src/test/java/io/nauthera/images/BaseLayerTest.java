package io.nauthera.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nauthera.sandbox.process.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A symlink of a package never leads to a file of the machine that builds. */
final class BaseLayerTest {
  @TempDir Path root;

  @Test
  void symlink_withAnAbsoluteTarget_isFollowedInsideTheRoot() throws IOException {
    var file = Files.createDirectories(root.resolve("lib")).resolve("libc.so.6");
    Files.createFile(file);
    var link = Files.createSymbolicLink(root.resolve("loader"), Path.of("/lib/libc.so.6"));
    assertThat(BaseLayer.resolve(link, root)).isEqualTo(file);
  }

  @Test
  void symlink_withARelativeTarget_isFollowed() throws IOException {
    var folder = Files.createDirectories(root.resolve("usr/lib"));
    var file = Files.createFile(folder.resolve("os-release"));
    Files.createDirectories(root.resolve("etc"));
    var link =
        Files.createSymbolicLink(root.resolve("etc/os-release"), Path.of("../usr/lib/os-release"));
    assertThat(BaseLayer.resolve(link, root)).isEqualTo(file);
  }

  @Test
  void symlink_thatLeavesTheRoot_isRefused() throws IOException {
    var inner = Files.createDirectory(root.resolve("inner"));
    var link = Files.createSymbolicLink(inner.resolve("escape"), Path.of("../passwd"));
    assertThatThrownBy(() -> BaseLayer.resolve(link, inner))
        .isInstanceOf(SandboxException.class)
        .hasMessage(link + " is a symlink to a file outside of its package");
  }
}
