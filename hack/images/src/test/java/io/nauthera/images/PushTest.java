package io.nauthera.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.Http;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.Ports;
import io.nauthera.sandbox.process.Wait;
import io.nauthera.sandbox.tools.Repository;
import io.nauthera.sandbox.tools.Tool;
import io.nauthera.sandbox.tools.Toolchain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes to a real registry, which keeps everything in memory. */
final class PushTest {
  @Test
  void image_pushedToARegistry_hasTheDigestOfTheArchive(@TempDir Path folder) throws IOException {
    var images = BuiltImages.shared();
    var tools =
        new Toolchain(Repository.find(), Folders.cache().resolve("tools"), System.err::println);
    var port = Ports.free();
    var registry =
        LocalProcess.of(
            "registry",
            folder,
            List.of(tools.path(Tool.REGISTRY).toString(), "-port", Integer.toString(port)),
            Map.of());
    registry.start();
    try {
      var address = "localhost:" + port;
      Wait.until(
          "the registry answers",
          Duration.ofSeconds(30),
          () -> {
            registry.requireAlive();
            return Http.isOk("http://" + address + "/v2/");
          });
      var digest =
          images
              .image("webhook")
              .image()
              .push(address + "/team", folder.resolve("layers"), System.err::println);
      assertThat(digest).isEqualTo(images.digests().get("webhook"));
      var manifest =
          URI.create("http://%s/v2/team/nauthera/webhook/manifests/0.1.0".formatted(address));
      var answer = Http.send(HttpRequest.newBuilder(manifest).build());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Docker-Content-Digest")).contains(digest);
      assertThat(answer.body()).contains(images.unpacked("webhook").layers());
    } finally {
      registry.stop();
    }
  }
}
