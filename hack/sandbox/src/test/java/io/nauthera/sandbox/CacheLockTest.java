package io.nauthera.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheLockTest {
  @TempDir Path folder;

  @Test
  void lock_held_isRefusedUntilClosed() {
    var file = folder.resolve("deeper/lock");
    var first = CacheLock.tryAcquire(file).orElseThrow();
    assertThat(CacheLock.tryAcquire(file)).isEmpty();
    first.close();
    CacheLock.tryAcquire(file).orElseThrow().close();
  }

  @Test
  void holding_whileHeld_waitsAndSaysSo() throws Exception {
    var file = folder.resolve("lock");
    var first = CacheLock.tryAcquire(file).orElseThrow();
    var waits = new CountDownLatch(1);
    var released = new AtomicBoolean();
    var second =
        CompletableFuture.supplyAsync(() -> {
          return CacheLock.holding(file, line -> waits.countDown(), released::get);
        });
    assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
    released.set(true);
    first.close();
    assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void ranges_claimedAtOnce_differ() {
    var first = AddressRange.claim(folder);
    var second = AddressRange.claim(folder);
    assertThat(first.services()).isNotEqualTo(second.services());
    assertThat(first.nextPod()).isNotEqualTo(first.nextPod());
    first.close();
    second.close();
  }
}
