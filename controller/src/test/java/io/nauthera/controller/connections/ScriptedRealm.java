package io.nauthera.controller.connections;

import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.Comparison;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** A realm that answers a few calls as a test says, and counts them. */
final class ScriptedRealm implements Realm, ClientRegistry {
  final AtomicInteger calls = new AtomicInteger();
  volatile Supplier<Lookup> find = Absent::new;
  volatile IntFunction<PageResult> page = first -> new Page(List.of(), -1);
  volatile Discovery endpoints = new Endpoints("https://auth.example.com/realms/acme", Map.of());
  volatile boolean isClosed;

  @Override
  public Optional<Unavailable> notCalled() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ClientRegistry clients() {
    return this;
  }

  @Override
  public Discovery endpoints() {
    return endpoints;
  }

  @Override
  public Health health() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Lookup find(String clientId) {
    int unused = calls.incrementAndGet();
    return find.get();
  }

  @Override
  public PageResult page(int first) {
    int unused = calls.incrementAndGet();
    return page.apply(first);
  }

  @Override
  public Creation create(DesiredClient desired, String secret) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Comparison compare(RegisteredClient actual, DesiredClient desired) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Update update(RegisteredClient actual, DesiredClient desired, Supplier<String> secret) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Removal remove(RegisteredClient client) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Removal release(RegisteredClient client) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
