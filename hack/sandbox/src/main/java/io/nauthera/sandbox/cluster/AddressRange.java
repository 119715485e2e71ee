package io.nauthera.sandbox.cluster;

import io.nauthera.sandbox.process.LockFile;
import io.nauthera.sandbox.process.SandboxException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The part of 127.0.0.0/8 that one running sandbox uses for the addresses of Services and pods. */
final class AddressRange implements ClusterAddresses {
  private static final int FIRST = 64;
  private static final int COUNT = 64;

  private final int number;
  private final LockFile lock;
  private final AtomicInteger pods = new AtomicInteger();

  private AddressRange(int number, LockFile lock) {
    this.number = number;
    this.lock = lock;
  }

  /** Claims a range that no other sandbox uses. The locks lie in the given folder. */
  static AddressRange claim(Path locks) {
    var start = ThreadLocalRandom.current().nextInt(COUNT);
    for (var step = 0; step < COUNT; step++) {
      var number = FIRST + (start + step) % COUNT;
      var lock = LockFile.tryAcquire(locks.resolve("127.%d.lock".formatted(number)));
      if (lock.isPresent()) {
        return new AddressRange(number, lock.get());
      }
    }
    throw new SandboxException("%d sandboxes are running already: stop one first".formatted(COUNT));
  }

  @Override
  public String apiServer() {
    return "127.0.0.1";
  }

  @Override
  public boolean haveNodes() {
    return false;
  }

  @Override
  public String serviceCidr() {
    return "127.%d.0.0/16".formatted(number);
  }

  @Override
  public String kubernetesService() {
    return "127.%d.0.1".formatted(number);
  }

  /** An address outside the Service range. */
  @Override
  public String nextPodAddress() {
    return "127.%d.0.%d".formatted(number + COUNT, 1 + pods.getAndIncrement() % 250);
  }

  @Override
  public void close() {
    lock.close();
  }
}
