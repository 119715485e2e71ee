package io.nauthera.sandbox.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathMappingTest {
  private final PathMapping paths =
      new PathMapping(Map.of("/app", Path.of("/here/app")))
          .with("/etc/nauthera/tls/", Path.of("/here/tls"))
          .with("/etc/nauthera", Path.of("/here/etc"))
          .with("/tmp", Path.of("/here/tmp"));

  @ParameterizedTest
  @CsvSource({
    "/app/*, /here/app/*",
    "/app, /here/app",
    "/etc/nauthera/tls/tls.crt, /here/tls/tls.crt",
    "/etc/nauthera/other, /here/etc/other",
    "-Djava.io.tmpdir=/tmp, -Djava.io.tmpdir=/here/tmp",
    "/app/a.jar:/app/b.jar, /here/app/a.jar:/here/app/b.jar",
    "/application, /application",
    "/app.d/x, /app.d/x",
    "/var/tmp/x, /var/tmp/x",
    "https://example.org/app, https://example.org/app",
    "text, text"
  })
  void path_mappedOrBelow_isReplaced(String text, String expected) {
    assertThat(paths.rewrite(text)).isEqualTo(expected);
  }
}
