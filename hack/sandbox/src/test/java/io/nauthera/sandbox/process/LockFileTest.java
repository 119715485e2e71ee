package io.nauthera.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LockFileTest {
  @TempDir Path folder;

  @Test
  void lock_held_isNotAvailableUntilClosed() {
    var file = folder.resolve("deeper/lock");
    var first = LockFile.tryAcquire(file).orElseThrow();
    assertThat(LockFile.tryAcquire(file)).isEmpty();
    first.close();
    LockFile.tryAcquire(file).orElseThrow().close();
  }

  @Test
  void holding_whileHeld_waitsAndReportsIt() throws Exception {
    var file = folder.resolve("lock");
    var first = LockFile.tryAcquire(file).orElseThrow();
    var waits = new CountDownLatch(1);
    var released = new AtomicBoolean();
    var second =
        CompletableFuture.supplyAsync(() -> {
          return LockFile.holding(file, line -> waits.countDown(), released::get);
        });
    assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
    released.set(true);
    first.close();
    assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
  }
}
