package io.nauthera.sandbox;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A part of 127.0.0.0/8 that belongs to one sandbox as long as it runs: its Services and pods. */
final class AddressRange implements AutoCloseable {
  private static final int FIRST = 64;
  private static final int COUNT = 64;

  private final int number;
  private final CacheLock lock;
  private final AtomicInteger pods = new AtomicInteger();

  private AddressRange(int number, CacheLock lock) {
    this.number = number;
    this.lock = lock;
  }

  static AddressRange claim(Path locks) {
    var start = ThreadLocalRandom.current().nextInt(COUNT);
    for (var step = 0; step < COUNT; step++) {
      var number = FIRST + (start + step) % COUNT;
      var lock = CacheLock.tryAcquire(locks.resolve("127.%d.lock".formatted(number)));
      if (lock.isPresent()) {
        return new AddressRange(number, lock.get());
      }
    }
    throw new SandboxException("%d sandboxes run already".formatted(COUNT));
  }

  String services() {
    return "127.%d.0.0/16".formatted(number);
  }

  /** The address that the API server takes for the Service named kubernetes. */
  String firstService() {
    return "127.%d.0.1".formatted(number);
  }

  /** An address that no Service has, for a pod that no Service selects. */
  String nextPod() {
    return "127.%d.0.%d".formatted(number + COUNT, 1 + pods.getAndIncrement() % 250);
  }

  @Override
  public void close() {
    lock.close();
  }
}
