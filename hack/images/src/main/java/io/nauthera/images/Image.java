package io.nauthera.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A container image: layers on nothing else, run as the user {@link BaseLayer#USER}. The same
 * layers always make the same digest.
 *
 * <pre>
 * var base = BaseLayer.create(new DebianPackages(Folders.cache(), progress), work.resolve("base"));
 * var runtime = JavaRuntime.full(base, work.resolve("runtime"));
 * var keycloak = ImageLayer.folder("keycloak", unpacked, "/opt/keycloak");
 * var image =
 *     Image.of("keycloak", "26.7.3", base.layer(), runtime.layer(), keycloak)
 *         .running("java", "-cp", "/opt/keycloak/lib/quarkus-run.jar", "…")
 *         .with("PATH", JavaRuntime.PATH);
 * image.write(work.resolve("keycloak.tar"), work.resolve("layers")); // localhost/keycloak:26.7.3
 * </pre>
 *
 * @param name the repository without the registry, e.g. "nauthera/webhook"
 */
public record Image(
    String name,
    String tag,
    List<FileEntriesLayer> layers,
    List<String> entrypoint,
    Map<String, String> environment) {

  /** The registry in the names of archives. A kubelet can never find an image there by accident. */
  public static final String LOCAL_REGISTRY = "localhost";

  private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.[0-9.]+)(:|/|$)");

  public Image {
    layers = List.copyOf(layers);
    entrypoint = List.copyOf(entrypoint);
    environment = Map.copyOf(environment);
  }

  /** An image with these layers, the lowest first. */
  public static Image of(String name, String tag, FileEntriesLayer... layers) {
    return new Image(name, tag, List.of(layers), List.of(), Map.of());
  }

  /** The same image with this command. */
  public Image running(String... command) {
    return new Image(name, tag, layers, List.of(command), environment);
  }

  /** The same image with one more environment variable. */
  public Image with(String variable, String value) {
    var variables = new TreeMap<>(environment);
    variables.put(variable, value);
    return new Image(name, tag, layers, entrypoint, variables);
  }

  /** The full name, e.g. "localhost/nauthera/webhook:0.1.0". */
  public String reference(String registry) {
    return registry + "/" + name + ":" + tag;
  }

  /**
   * Writes an OCI archive, which contains the image under {@link #LOCAL_REGISTRY}. Compresses each
   * layer once per cache folder, so images that share layers should share the folder.
   *
   * @return the digest of the image, "sha256:…"
   */
  public String write(Path archive, Path cache) {
    Folders.create(archive.resolveSibling("."));
    return containerize(
        Containerizer.to(TarImage.at(archive).named(parse(reference(LOCAL_REGISTRY)))), cache);
  }

  /**
   * Pushes the image, with the credentials that `docker login` has stored for the registry.
   *
   * @param registry the registry and an optional path, e.g. "registry.example.com/team"
   * @return the digest of the image, the same as that of the archive
   */
  public String push(String registry, Path cache, Consumer<String> log) {
    var target = parse(reference(registry));
    var credentials = CredentialRetrieverFactory.forImage(target, event -> logProblems(event, log));
    return containerize(
        Containerizer.to(
                RegistryImage.named(target)
                    .addCredentialRetriever(credentials.dockerConfig())
                    .addCredentialRetriever(credentials.wellKnownCredentialHelpers()))
            // Without TLS only to this machine, e.g. to the registry of a test.
            .setAllowInsecureRegistries(LOOPBACK.matcher(registry).lookingAt()),
        cache);
  }

  private static void logProblems(LogEvent event, Consumer<String> log) {
    if (event.getLevel() == LogEvent.Level.WARN || event.getLevel() == LogEvent.Level.ERROR) {
      log.accept(event.getMessage());
    }
  }

  private String containerize(Containerizer target, Path cache) {
    var builder =
        Jib.fromScratch()
            .setFormat(ImageFormat.OCI)
            .setPlatforms(Set.of(new Platform(architecture(), "linux")))
            .setUser(BaseLayer.USER + ":" + BaseLayer.USER)
            .setEnvironment(environment)
            .setEntrypoint(entrypoint);
    layers.forEach(builder::addFileEntriesLayer);
    try {
      return builder
          .containerize(
              target
                  .setToolName("nauthera")
                  .setApplicationLayersCache(cache)
                  .setBaseImageLayersCache(cache))
          .getDigest()
          .toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RegistryException | CacheDirectoryCreationException | ExecutionException e) {
      throw new SandboxException(
          "cannot write the image %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static ImageReference parse(String reference) {
    try {
      return ImageReference.parse(reference);
    } catch (InvalidImageReferenceException e) {
      throw new SandboxException("\"%s\" is not a valid name of an image".formatted(reference), e);
    }
  }

  private static String architecture() {
    var name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }
}
