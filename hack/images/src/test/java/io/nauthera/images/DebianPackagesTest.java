package io.nauthera.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nauthera.sandbox.process.SandboxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebianPackagesTest {
  @Test
  void unpack_withoutApt_saysWhatIsNeeded(@TempDir Path folder) {
    var debian = new DebianPackages(folder, "apt-get-of-no-machine", message -> {});
    assertThatThrownBy(() -> debian.unpack("libc6", folder.resolve("root")))
        .isInstanceOf(SandboxException.class)
        .hasMessage(
            "The images contain files of Debian packages, and this machine does not have"
                + " apt-get-of-no-machine: build them on Debian, or in a container of Debian with"
                + " JDK 25 and Maven.");
  }

  @Test
  void source_ofAPackage_isItsOwnNameUnlessTheControlFileSaysOtherwise() {
    assertThat(new DebianPackage("Package: libc6\nSource: glibc\n").source()).isEqualTo("glibc");
    assertThat(new DebianPackage("Package: libgcc-s1\nSource: gcc-12 (12.2.0-14)\n").source())
        .isEqualTo("gcc-12");
    assertThat(new DebianPackage("Package: base-files\n").source()).isEqualTo("base-files");
  }
}
