package io.nauthera.controller.keycloak;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keeps one of several equal values, because thousands of clients are alike. */
final class Shared {
  private static final int MAX = 2_000;
  private static final ConcurrentMap<Object, Object> VALUES = new ConcurrentHashMap<>();

  private Shared() {}

  /** An equal value of the same type; both must be immutable. */
  @SuppressWarnings("unchecked")
  static <T> T of(T value) {
    if (VALUES.size() >= MAX) {
      VALUES.clear();
    }
    Object known = VALUES.putIfAbsent(value, value);
    return known == null ? value : (T) known;
  }
}
