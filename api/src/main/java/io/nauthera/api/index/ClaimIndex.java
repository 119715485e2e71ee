package io.nauthera.api.index;

import io.nauthera.api.governance.Client;
import io.nauthera.api.oauth.ClientName;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clients by what they claim, nearly always one by claim. Written by one thread, read by many. */
final class ClaimIndex<C> {
  private final ConcurrentMap<C, List<Client>> claimants = new ConcurrentHashMap<>();

  /** Adds the client, or replaces it where it has the claim already. */
  void put(C claim, Client client) {
    claimants.compute(
        claim,
        (key, known) -> {
          List<Client> others = others(known, client.name());
          return others.isEmpty()
              ? List.of(client)
              : Stream.concat(others.stream(), Stream.of(client)).toList();
        });
  }

  void remove(C claim, ClientName client) {
    claimants.computeIfPresent(
        claim,
        (key, known) -> {
          List<Client> others = others(known, client);
          return others.isEmpty() ? null : others;
        });
  }

  private static List<Client> others(@Nullable List<Client> known, ClientName client) {
    return known == null
        ? List.of()
        : known.stream().filter(other -> !other.name().equals(client)).toList();
  }

  List<Client> get(C claim) {
    return claimants.getOrDefault(claim, List.of());
  }
}
