package io.nauthera.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SBOM beside an image lists exactly what is in it. */
final class SbomTest {
  @BeforeAll
  static void buildOnline() {
    var image = BuiltImages.shared().image("webhook");
    assumeTrue(Files.exists(image.jars().bom()), "Maven lists the jars only if it is online");
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "controller", "cli"})
  void sbom_ofEachProgram_isValidCycloneDx(String program) throws IOException {
    var file = BuiltImages.shared().sbom(program).toFile();
    assertThat(new JsonParser().validate(file, Version.VERSION_16)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "controller", "cli"})
  void sbom_ofEachProgram_hasTheHashOfEachJarOfTheImage(String program) throws IOException {
    var jars = new HashMap<String, String>();
    try (var files = Files.list(BuiltImages.shared().root(program).resolve("app"))) {
      for (var file : files.toList()) {
        jars.put(file.getFileName().toString(), Sha256.of(file));
      }
    }
    var listed = new HashMap<String, String>();
    for (var component : components(program)) {
      if (component.path("purl").asText().startsWith("pkg:maven/")) {
        var name = component.path("name").asText() + "-" + component.path("version").asText();
        listed.put(name + ".jar", hash(component));
      }
    }
    assertThat(listed).isEqualTo(jars).isNotEmpty();
  }

  @Test
  void sbom_ofAnImage_namesItsDigestItsPackagesAndTheJdk() throws IOException {
    var images = BuiltImages.shared();
    var sbom = read("webhook");
    assertThat(sbom.at("/metadata/component/purl").asText())
        .contains(images.digests().get("webhook").replace(":", "%3A"));
    var purls = new ArrayList<String>();
    components("webhook").forEach(component -> purls.add(component.path("purl").asText()));
    assertThat(purls)
        .anyMatch(purl -> purl.startsWith("pkg:deb/debian/libc6@2.") && purl.endsWith("=glibc"))
        .anyMatch(purl -> purl.startsWith("pkg:deb/debian/ca-certificates@"))
        .anyMatch(purl -> purl.startsWith("pkg:generic/openjdk@"));
  }

  private static String hash(JsonNode component) {
    for (var hash : component.path("hashes")) {
      if (hash.path("alg").asText().equals("SHA-256")) {
        return hash.path("content").asText();
      }
    }
    return "none";
  }

  private static Iterable<JsonNode> components(String program) throws IOException {
    return read(program).path("components");
  }

  private static JsonNode read(String program) throws IOException {
    return new ObjectMapper().readTree(BuiltImages.shared().sbom(program).toFile());
  }
}
