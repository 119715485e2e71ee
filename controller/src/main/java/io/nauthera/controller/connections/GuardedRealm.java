package io.nauthera.controller.connections;

import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.Comparison;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import io.nauthera.runtime.tracing.Tracing;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A realm whose calls are bounded by the guard of its server, and which is not closed in use. */
final class GuardedRealm implements Realm, ClientRegistry {
  /** In {@link #running}: the realm is closed. Calls that are refused count up from here. */
  private static final int CLOSED = Integer.MIN_VALUE / 2;

  private final Realm realm;
  private final ServerGuard guard;
  private final Tracing tracing;
  private final AtomicReference<@Nullable Endpoints> endpoints = new AtomicReference<>();

  /** How many calls run or wait. */
  private final AtomicInteger running = new AtomicInteger();

  GuardedRealm(Realm realm, ServerGuard guard, Tracing tracing) {
    this.realm = realm;
    this.guard = guard;
    this.tracing = tracing;
  }

  private <R> R call(Callable<R> call, Function<Unavailable, R> refused) {
    try {
      if (running.incrementAndGet() <= 0) {
        return refused.apply(
            new Unavailable(
                Cause.UNREACHABLE,
                "the connection to the server was replaced by a new one: the controller retries"));
      }
      return guard.call(tracing.inherited(call), refused);
    } finally {
      int unused = running.decrementAndGet();
    }
  }

  @Override
  public Optional<Unavailable> notCalled() {
    return guard.notCalled();
  }

  @Override
  public ClientRegistry clients() {
    return this;
  }

  /**
   * While the server cannot be used, the endpoints are the ones that it had before. If they change,
   * every Secret has to.
   */
  @Override
  public Discovery endpoints() {
    Discovery discovery = call(realm::endpoints, why -> why);
    Endpoints known = endpoints.get();
    if (discovery instanceof Unavailable && known != null) {
      return known;
    }
    if (discovery instanceof Endpoints found) {
      Endpoints before = endpoints.getAndSet(found);
      if (before != null && !before.equals(found)) {
        guard.endpointsChanged();
      }
    }
    return discovery;
  }

  @Override
  public Health health() {
    return call(realm::health, why -> new Health(why, null));
  }

  @Override
  public Lookup find(String clientId) {
    return call(() -> realm.clients().find(clientId), why -> why);
  }

  @Override
  public Creation create(DesiredClient desired, String secret) {
    return call(() -> realm.clients().create(desired, secret), why -> why);
  }

  @Override
  public Comparison compare(RegisteredClient actual, DesiredClient desired) {
    return call(() -> realm.clients().compare(actual, desired), why -> why);
  }

  @Override
  public Update update(RegisteredClient actual, DesiredClient desired, Supplier<String> newSecret) {
    return call(() -> realm.clients().update(actual, desired, newSecret), why -> why);
  }

  @Override
  public Removal remove(RegisteredClient client) {
    return call(() -> realm.clients().remove(client), why -> why);
  }

  @Override
  public Removal release(RegisteredClient client) {
    return call(() -> realm.clients().release(client), why -> why);
  }

  @Override
  public PageResult page(int first) {
    return call(() -> realm.clients().page(first), why -> why);
  }

  /** Closes the realm unless a call runs; from then on every call is refused. */
  boolean closeIfIdle() {
    if (!running.compareAndSet(0, CLOSED)) {
      return false;
    }
    realm.close();
    return true;
  }

  /** Closes the realm even if a call runs. */
  @Override
  public void close() {
    if (running.getAndUpdate(n -> n < 0 ? n : n + CLOSED) >= 0) {
      realm.close();
    }
  }
}
