package io.nauthera.demo;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import io.nauthera.images.BaseLayer;
import io.nauthera.images.DebianPackages;
import io.nauthera.images.Image;
import io.nauthera.images.ImageLayer;
import io.nauthera.images.JavaRuntime;
import io.nauthera.images.NautheraImages;
import io.nauthera.sandbox.keycloak.KeycloakTemplate;
import io.nauthera.sandbox.process.Command;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.tools.Repository;
import io.nauthera.sandbox.tools.Tool;
import io.nauthera.sandbox.tools.Toolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The images of a node that cannot pull any, as archives in the build output. Those of other
 * projects are made from the tools and the Keycloak of the sandbox.
 */
public final class NodeImages {
  private static final String TAG = "sandbox";
  private static final String KEYCLOAK_HOME = "/opt/keycloak";
  private static final AbsoluteUnixPath KEYCLOAK_DATA =
      AbsoluteUnixPath.get(KEYCLOAK_HOME + "/data");

  private final Repository repository;
  private final Toolchain tools;
  private final KeycloakTemplate template;
  private final Consumer<String> progress;
  private final Path work;

  public NodeImages(
      Repository repository,
      Toolchain tools,
      KeycloakTemplate template,
      Consumer<String> progress) {
    this.repository = repository;
    this.tools = tools;
    this.template = template;
    this.progress = progress;
    this.work = repository.root().resolve("hack/demo/target/images");
  }

  /** What the chart and the manifests call them. */
  public PodImages references() {
    return new PodImages(
        Image.LOCAL_REGISTRY,
        TAG,
        reference("keycloak", template.folder().getFileName().toString()),
        List.of("start", "--optimized"),
        reference(Tool.CERT_MANAGER.program(), tag(Tool.CERT_MANAGER)),
        reference(Tool.OAUTH2_PROXY.program(), tag(Tool.OAUTH2_PROXY)));
  }

  private static String reference(String name, String tag) {
    return "%s/%s:%s".formatted(Image.LOCAL_REGISTRY, name, tag);
  }

  /**
   * The folder of the tool in the cache: its name has the version, and changes with the sources.
   */
  private String tag(Tool tool) {
    return Objects.requireNonNull(tools.path(tool).getParent()).getFileName().toString();
  }

  /** The password of the administrator in the image of Keycloak. */
  public String keycloakPassword() {
    return template.adminPassword();
  }

  /** The archives that {@link #prepare} has written. */
  public List<Path> archives() {
    try (var files = Files.list(work.resolve("archives"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new SandboxException("the images are missing: prepare them first", e);
    }
  }

  /** Makes all images. Those of other projects are made again only if their version changes. */
  public void prepare() {
    var debian = new DebianPackages(Folders.cache(), progress);
    progress.accept("making the images of Nauthera");
    for (var image : NautheraImages.create(repository, TAG, debian, work.resolve("nauthera"))) {
      if (!image.name().equals("nauthera/cli")) {
        write(image);
      }
    }
    var base = BaseLayer.create(debian, work.resolve("base"));
    writeUnlessExists(pause(base));
    writeUnlessExists(program(Tool.CERT_MANAGER, base));
    writeUnlessExists(program(Tool.OAUTH2_PROXY, base));
    var keycloak = archive("keycloak", template.folder().getFileName().toString());
    if (!Files.exists(keycloak)) {
      writeUnlessExists(keycloak(base));
    }
  }

  private void writeUnlessExists(Image image) {
    if (!Files.exists(archive(image.name(), image.tag()))) {
      progress.accept("making the image of " + image.name());
      write(image);
    }
  }

  private Path archive(String name, String tag) {
    return work.resolve("archives").resolve("%s-%s.tar".formatted(name.replace('/', '-'), tag));
  }

  private void write(Image image) {
    // An archive that exists is complete.
    var draft = work.resolve("unfinished.tar");
    var unused = image.write(draft, work.resolve("layers"));
    try {
      Files.move(
          draft,
          Folders.create(work.resolve("archives"))
              .resolve(archive(image.name(), image.tag()).getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The image whose process holds the namespaces of a pod. */
  private Image pause(BaseLayer base) {
    var catatonit = Command.find("catatonit").orElseThrow();
    return Image.of("pause", TAG, base.layer(), ImageLayer.files("pause", List.of(catatonit), "/"))
        .running("/catatonit", "-P");
  }

  private Image program(Tool tool, BaseLayer base) {
    var binary = tools.path(tool);
    return Image.of(
            tool.program(),
            tag(tool),
            base.layer(),
            ImageLayer.files("program", List.of(binary), "/"))
        .running("/" + tool.program());
  }

  private Image keycloak(BaseLayer base) {
    var runtime = JavaRuntime.full(base, work.resolve("runtime"));
    var layers =
        Stream.of("lib", "conf", "providers", "themes").map(part -> layer(template.folder(), part));
    return new Image(
            "keycloak",
            template.folder().getFileName().toString(),
            Stream.concat(
                    Stream.of(base.layer(), runtime.layer()),
                    Stream.concat(layers, Stream.of(data(template.folder().resolve("data")))))
                .toList(),
            List.of(),
            Map.of())
        .running(KeycloakTemplate.imageCommand(KEYCLOAK_HOME).toArray(String[]::new))
        .with("PATH", JavaRuntime.PATH);
  }

  private static FileEntriesLayer layer(Path template, String part) {
    return ImageLayer.folder(part, template.resolve(part), KEYCLOAK_HOME + "/" + part);
  }

  // Keycloak keeps its data in the container, as a user who is not root.
  private static FileEntriesLayer data(Path data) {
    var layer = FileEntriesLayer.builder().setName("data");
    try (var files = Files.walk(data)) {
      for (var file : (Iterable<Path>) files.sorted()::iterator) {
        layer.addEntry(
            file,
            KEYCLOAK_DATA.resolve(data.relativize(file)),
            FilePermissions.fromOctalString(Files.isDirectory(file) ? "777" : "666"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return layer.build();
  }
}
