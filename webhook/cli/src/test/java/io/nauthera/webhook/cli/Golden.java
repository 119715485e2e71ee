package io.nauthera.webhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is said, beside what it is expected to be; {@code -Dgolden.update=true} writes it anew. */
public final class Golden {
  public static final Path DIRECTORY = Path.of("src/test/resources/cli");

  private Golden() {}

  public static void assertSaid(String said, Path expected) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
  }
}
