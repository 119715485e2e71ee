package io.nauthera.controller.connections;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.ClientRegistry.Page;
import io.nauthera.controller.provisioning.InventoryWalk;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RealmInventory;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks through the clients of each realm, at once and then at intervals, to find drift. */
final class RealmWalks implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RealmWalks.class);
  private static final double JITTER = 0.1;

  private final DriftSettings settings;
  private final DriftListener listener;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("drift-timer").factory());

  RealmWalks(DriftSettings settings, DriftListener listener) {
    this.settings = settings;
    this.listener = listener;
  }

  /** {@code clients} is asked before each walk. The first walk starts at once. */
  Walker start(ServerName server, Supplier<ClientRegistry> clients, RealmInventory inventory) {
    var walker = new Walker(server, clients, inventory);
    walker.walkAfter(Duration.ZERO);
    return walker;
  }

  /** Runs a task where the walks are started. */
  @Override
  public void execute(Runnable task) {
    timer.execute(task);
  }

  @Override
  public void close() {
    var unused = timer.shutdownNow();
  }

  /** Walks through one realm. Its walks never overlap, because each one schedules the next. */
  final class Walker {
    private final ServerName server;
    private final Supplier<ClientRegistry> clients;
    private final RealmInventory inventory;
    private volatile boolean isStopped;
    private boolean isFirstResultKnown;

    Walker(ServerName server, Supplier<ClientRegistry> clients, RealmInventory inventory) {
      this.server = server;
      this.clients = clients;
      this.inventory = inventory;
    }

    /** A walk that runs ends before its next page. */
    void stop() {
      isStopped = true;
    }

    private void walkAfter(Duration delay) {
      try {
        var unused =
            timer.schedule(
                () -> Thread.ofVirtual().name("drift-" + server).start(this::walk),
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("no further walk through the realm of AuthServer {}: stopping", server);
      }
    }

    private void walk() {
      if (isStopped) {
        return;
      }
      Duration next = settings.retry();
      try {
        if (walkThroughPages()) {
          next = settings.interval();
        }
      } catch (RuntimeException e) {
        LOG.error("the walk through the realm of AuthServer {} failed", server, e);
      } finally {
        walkAfter(jittered(next));
      }
    }

    private Duration jittered(Duration duration) {
      double factor = 1 + JITTER * ThreadLocalRandom.current().nextDouble(-1, 1);
      return Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    private boolean walkThroughPages() {
      boolean isFirst = !(inventory.state() instanceof RealmInventory.Complete);
      ClientRegistry registry = clients.get();
      InventoryWalk walk = inventory.walk();
      int next = 0;
      while (next >= 0) {
        if (isStopped) {
          return false;
        }
        long before = walk.beforePage();
        switch (registry.page(next)) {
          case Page page -> {
            walk.page(page.managed().stream().filter(this::isOfThisCluster).toList(), before);
            next = page.next();
          }
          case Unavailable why -> {
            failed(walk, why);
            return false;
          }
        }
      }
      Set<ClientName> changed = walk.complete();
      if (isFirst) {
        isFirstResultKnown = true;
        listener.walked(server);
      } else {
        changed.forEach(client -> listener.changed(server, client));
      }
      return true;
    }

    private boolean isOfThisCluster(RegisteredClient client) {
      Owner owner = client.owner();
      return owner != null && owner.cluster().equals(settings.cluster());
    }

    private void failed(InventoryWalk walk, Unavailable why) {
      walk.failed(why);
      if (!isFirstResultKnown) {
        isFirstResultKnown = true;
        listener.walked(server);
      }
    }
  }
}
