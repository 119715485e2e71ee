package io.nauthera.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.sandbox.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the images, read from the archives as a container runtime reads them. */
final class ImageContentTest {
  private static final long MIB = 1024 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "controller", "cli"})
  void archive_ofEachProgram_isSmallAndNamedAsTheChartNamesIt(String program) throws IOException {
    var images = BuiltImages.shared();
    assertThat(Files.size(images.archive(program))).isBetween(20 * MIB, 120 * MIB);
    assertThat(images.unpacked(program).name())
        .isEqualTo("localhost/nauthera/" + program + ":0.1.0");
    assertThat(images.unpacked(program).digest()).isEqualTo(images.digests().get(program));
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "controller", "cli"})
  void configuration_ofEachProgram_runsJavaAsNonroot(String program) {
    var config = BuiltImages.shared().unpacked(program).config();
    assertThat(config.at("/config/User").asText()).isEqualTo("65532:65532");
    assertThat(config.at("/config/Entrypoint/0").asText()).isEqualTo("java");
    assertThat(config.at("/config/Env").toString()).contains("PATH=/opt/java/bin:");
    assertThat(config.at("/os").asText()).isEqualTo("linux");
  }

  @Test
  void images_ofAllPrograms_shareBaseAndRuntime() {
    var images = BuiltImages.shared();
    var webhook = images.unpacked("webhook").layers();
    assertThat(webhook).hasSize(4);
    assertThat(images.unpacked("controller").layers()).startsWith(webhook.get(0), webhook.get(1));
    assertThat(images.unpacked("cli").layers()).startsWith(webhook.get(0), webhook.get(1));
  }

  @Test
  void root_ofAnImage_hasNoProgramButJava() throws IOException {
    var root = BuiltImages.shared().root("webhook");
    try (Stream<Path> files = Files.walk(root)) {
      var programs =
          files
              .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
              .map(file -> root.relativize(file).toString())
              .filter(file -> !file.contains(".so"))
              .toList();
      assertThat(programs)
          .contains("opt/java/bin/java")
          .allMatch(file -> file.startsWith("opt/java/"));
    }
  }

  @Test
  void authorities_ofAnImage_areThoseOfThePackageAndNotOfThisMachine()
      throws IOException, GeneralSecurityException {
    var root = BuiltImages.shared().root("webhook");
    var pem = Files.readString(root.resolve("etc/ssl/certs/ca-certificates.crt"));
    var store = KeyStore.getInstance("PKCS12");
    try (var file = Files.newInputStream(root.resolve("opt/java/lib/security/cacerts"))) {
      store.load(file, null);
    }
    assertThat(Collections.list(store.aliases()))
        .hasSize(pem.split("-----BEGIN CERTIFICATE-----", -1).length - 1)
        .hasSizeGreaterThan(100)
        .contains("isrg_root_x1.crt");
  }

  @Test
  void package_ofEachFile_isListedForScanners() throws IOException {
    var root = BuiltImages.shared().root("webhook");
    for (var name : List.of("base-files", "ca-certificates", "libc-bin", "libc6")) {
      assertThat(root.resolve("var/lib/dpkg/status.d").resolve(name))
          .content()
          .contains("Package: " + name + "\n", "\nVersion: ");
      assertThat(root.resolve("usr/share/doc").resolve(name).resolve("copyright")).exists();
    }
    assertThat(root.resolve("etc/os-release")).content().contains("ID=");
    assertThat(root.resolve("etc/passwd")).content().contains("nonroot:x:65532:65532:");
  }

  @Test
  void libraries_ofTheRuntime_areInTheImage() {
    var root = BuiltImages.shared().root("webhook");
    var loader = root.resolve("lib64/ld-linux-x86-64.so.2");
    if (!Files.exists(loader)) {
      return; // another processor: the loader has another name
    }
    var libraries =
        root.resolve("lib/x86_64-linux-gnu") + ":" + root.resolve("usr/lib/x86_64-linux-gnu");
    var needed =
        Command.of(loader, "--inhibit-cache", "--library-path", libraries)
            .and(List.of("--list", root.resolve("opt/java/lib/server/libjvm.so").toString()))
            .run()
            .orThrow()
            .stdout();
    assertThat(needed.lines().filter(line -> line.contains("=>")))
        .isNotEmpty()
        .allMatch(line -> line.contains("=> " + root));
  }
}
