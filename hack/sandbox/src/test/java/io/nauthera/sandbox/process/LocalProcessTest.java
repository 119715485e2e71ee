package io.nauthera.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalProcessTest {
  @TempDir Path folder;

  @Test
  void anonymousMemory_runningAndStopped_isThatOfTheProcess() {
    var process = LocalProcess.of("sleep", folder, List.of("sleep", "60"), Map.of());
    assertThat(process.anonymousMemory()).isZero();

    process.start();
    assertThat(process.anonymousMemory()).isBetween(1L, 100_000_000L);

    process.stop();
    assertThat(process.anonymousMemory()).isZero();
  }
}
