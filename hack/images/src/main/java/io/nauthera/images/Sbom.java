package io.nauthera.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What an image consists of, in the format CycloneDX 1.6: jars, Debian packages and the JDK. */
record Sbom(ObjectNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Adds to the list of jars what is below them in the image. Returns nothing if the list is
   * missing or is that of an earlier build.
   */
  static Optional<Sbom> of(
      Image image, String digest, ProgramJars jars, BaseLayer base, JavaRuntime runtime) {
    return read(jars.bom())
        .filter(list -> lists(list, jars))
        .map(list -> describe(list, image, digest, jars, base, runtime));
  }

  private static Optional<ObjectNode> read(Path bom) {
    try {
      return Files.exists(bom)
          ? Optional.of((ObjectNode) JSON.readTree(bom.toFile()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean lists(ObjectNode bom, ProgramJars jars) {
    var listed = new HashSet<String>();
    listed.add(fileName(bom.at("/metadata/component")));
    bom.path("components").forEach(component -> listed.add(fileName(component)));
    return jars.all().stream()
        .map(jar -> jar.getFileName().toString())
        .collect(Collectors.toSet())
        .equals(listed);
  }

  private static String fileName(JsonNode component) {
    return component.path("name").asText() + "-" + component.path("version").asText() + ".jar";
  }

  private static Sbom describe(
      ObjectNode json,
      Image image,
      String digest,
      ProgramJars jars,
      BaseLayer base,
      JavaRuntime runtime) {
    json.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(utf8(image.name() + digest)));
    var program = (ObjectNode) json.at("/metadata/component");
    program
        .putArray("hashes")
        .addObject()
        .put("alg", "SHA-256")
        .put("content", Sha256.of(jars.all().getFirst()));
    var container = container(image, digest);
    ((ObjectNode) json.get("metadata")).set("component", container);

    var components = json.withArray("components");
    var contents = JSON.createObjectNode().put("ref", container.get("bom-ref").asText());
    var dependsOn = contents.putArray("dependsOn");
    add(components, dependsOn, program);
    add(components, dependsOn, operatingSystem(base.distribution()));
    for (var item : base.packages()) {
      add(components, dependsOn, debian(item, base.distribution()));
    }
    add(components, dependsOn, jdk(runtime.release()));
    json.withArray("dependencies").insert(0, contents);
    return new Sbom(json);
  }

  void write(Path file) {
    try {
      Files.writeString(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(ArrayNode components, ArrayNode dependsOn, ObjectNode component) {
    components.add(component);
    dependsOn.add(component.get("bom-ref").asText());
  }

  private static ObjectNode container(Image image, String digest) {
    var repository = image.name().substring(image.name().lastIndexOf('/') + 1);
    return component("container", image.name(), image.tag())
        .put("bom-ref", "image")
        .put("purl", "pkg:oci/%s@%s?tag=%s".formatted(repository, encode(digest), image.tag()));
  }

  private static ObjectNode operatingSystem(BaseLayer.Distribution distribution) {
    return component("operating-system", distribution.id(), distribution.version())
        .put("bom-ref", "operating-system");
  }

  private static ObjectNode debian(DebianPackage item, BaseLayer.Distribution distribution) {
    var name = item.field("Package");
    var version = item.field("Version");
    var purl =
        "pkg:deb/%s/%s@%s?arch=%s&distro=%s-%s&upstream=%s"
            .formatted(
                distribution.id(),
                name,
                encode(version),
                item.field("Architecture"),
                distribution.id(),
                distribution.version(),
                item.source());
    var component = component("library", name, version).put("bom-ref", purl).put("purl", purl);
    component.putObject("supplier").put("name", item.field("Maintainer"));
    return component;
  }

  private static ObjectNode jdk(JavaRuntime.Release release) {
    var purl = "pkg:generic/openjdk@" + encode(release.fullVersion());
    var component =
        component("platform", "openjdk", release.fullVersion())
            .put("cpe", "cpe:2.3:a:oracle:openjdk:%s:*:*:*:*:*:*:*".formatted(release.version()))
            .put("bom-ref", purl)
            .put("purl", purl);
    component.putObject("supplier").put("name", release.implementor());
    component
        .putArray("licenses")
        .addObject()
        .put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
    component
        .putArray("properties")
        .addObject()
        .put("name", "nauthera:modules")
        .put("value", release.modules());
    return component;
  }

  private static ObjectNode component(String type, String name, String version) {
    return JSON.createObjectNode().put("type", type).put("name", name).put("version", version);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%7E", "~");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
