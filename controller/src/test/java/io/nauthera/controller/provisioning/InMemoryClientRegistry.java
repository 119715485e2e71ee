package io.nauthera.controller.provisioning;

import io.nauthera.controller.provisioning.Comparison.Differs;
import io.nauthera.controller.provisioning.Comparison.Same;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server whose clients are entries of a map. Each call is listed as {@code "verb clientId"}. */
public final class InMemoryClientRegistry implements ClientRegistry {
  private static final int PAGE = 2;

  private final Map<String, RegisteredClient> clients = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private Set<String> notGiven = Set.of();
  private @Nullable Duration limit;
  private @Nullable Unavailable failure;
  private @Nullable Rejected rejection;
  private @Nullable Unavailable lost;

  /** From now on the server refuses every client that it would have to write. */
  public void reject(Rejected rejected) {
    rejection = rejected;
  }

  /** From now on the server cannot be used. */
  public void fail(Unavailable unavailable) {
    failure = unavailable;
  }

  /** The server can be used again, and refuses nothing. */
  public void recover() {
    failure = null;
    rejection = null;
  }

  /** The next write takes effect, but its answer is lost. */
  public void loseNextAnswer(Unavailable instead) {
    lost = instead;
  }

  /** From now on the server does not give these scopes to clients that it writes. */
  public void doNotGive(Set<String> scopes) {
    notGiven = Set.copyOf(scopes);
  }

  /** From now on no token of a client that the server writes lives longer. */
  public void limitLifetimes(Duration longest) {
    limit = longest;
  }

  /** Every call, the last one at the end. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** The calls that write. */
  public List<String> writes() {
    return calls.stream()
        .filter(call -> !call.startsWith("find") && !call.startsWith("page"))
        .toList();
  }

  /** The client as it was last written; empty if it does not exist. */
  public Optional<DesiredClient> client(String clientId) {
    return registered(clientId).map(client -> ((InMemorySettings) client.settings()).client());
  }

  public Optional<RegisteredClient> registered(String clientId) {
    return Optional.ofNullable(clients.get(clientId));
  }

  /** Changes, adds or replaces a client by hand: no call of ours. */
  public RegisteredClient putByHand(
      DesiredClient client, @Nullable Owner owner, @Nullable String secret) {
    @Nullable RegisteredClient before = clients.get(client.clientId());
    var put =
        new RegisteredClient(
            before == null ? UUID.randomUUID().toString() : before.id(),
            client.clientId(),
            owner,
            secret,
            settings(client));
    clients.put(client.clientId(), put);
    return put;
  }

  /** Removes a client by hand. */
  public void removeByHand(String clientId) {
    clients.remove(clientId);
  }

  @Override
  public Lookup find(String clientId) {
    calls.add("find " + clientId);
    if (failure != null) {
      return failure;
    }
    RegisteredClient client = clients.get(clientId);
    return client == null ? new Absent() : new Found(client);
  }

  @Override
  public Creation create(DesiredClient desired, String secret) {
    calls.add("create " + desired.clientId());
    if (failure != null) {
      return failure;
    }
    Optional<String> taken =
        clients.keySet().stream().filter(desired.clientId()::equalsIgnoreCase).findFirst();
    if (taken.isPresent()) {
      return new Exists(taken.get());
    }
    if (rejection != null) {
      return rejection;
    }
    var created =
        new RegisteredClient(
            UUID.randomUUID().toString(),
            desired.clientId(),
            desired.owner(),
            hasSecret(desired) ? secret : null,
            settings(desired));
    clients.put(desired.clientId(), created);
    Unavailable instead = answerLost();
    return instead == null ? new Created(created) : instead;
  }

  @Override
  public Comparison compare(RegisteredClient actual, DesiredClient desired) {
    var fields = new TreeSet<String>();
    if (!actual.settings().equals(settings(desired))) {
      fields.add("settings");
    }
    if (!desired.owner().equals(actual.owner())) {
      fields.add("owner");
    }
    if (hasSecret(desired) != (actual.secret() != null)) {
      fields.add("secret");
    }
    return fields.isEmpty() ? new Same() : new Differs(fields);
  }

  @Override
  public Update update(RegisteredClient actual, DesiredClient desired, Supplier<String> newSecret) {
    if (!(compare(actual, desired) instanceof Differs differs)) {
      return new Unchanged(actual);
    }
    calls.add("update " + desired.clientId());
    if (failure != null) {
      return failure;
    }
    RegisteredClient now = clients.get(actual.clientId());
    if (now == null || !now.id().equals(actual.id())) {
      return new Vanished();
    }
    if (rejection != null) {
      return rejection;
    }
    String secret = actual.secret() == null ? null : now.secret();
    var updated =
        new RegisteredClient(
            now.id(),
            now.clientId(),
            desired.owner(),
            hasSecret(desired) ? secret == null ? newSecret.get() : secret : null,
            settings(desired));
    clients.put(desired.clientId(), updated);
    Unavailable instead = answerLost();
    return instead == null ? new Updated(updated, differs) : instead;
  }

  @Override
  public Removal remove(RegisteredClient client) {
    calls.add("remove " + client.clientId());
    if (failure != null) {
      return failure;
    }
    clients.values().removeIf(other -> other.id().equals(client.id()));
    Unavailable instead = answerLost();
    return instead == null ? new Removed() : instead;
  }

  @Override
  public Removal release(RegisteredClient client) {
    calls.add("release " + client.clientId());
    if (failure != null) {
      return failure;
    }
    clients.computeIfPresent(
        client.clientId(),
        (id, now) ->
            now.id().equals(client.id())
                ? new RegisteredClient(now.id(), id, null, now.secret(), now.settings())
                : now);
    Unavailable instead = answerLost();
    return instead == null ? new Removed() : instead;
  }

  @Override
  public PageResult page(int first) {
    calls.add("page " + first);
    if (failure != null) {
      return failure;
    }
    List<RegisteredClient> page = clients.values().stream().skip(first).limit(PAGE).toList();
    return new Page(
        page.stream().filter(client -> client.owner() != null).toList(),
        page.size() < PAGE ? -1 : first + PAGE);
  }

  private @Nullable Unavailable answerLost() {
    Unavailable instead = lost;
    lost = null;
    return instead;
  }

  private InMemorySettings settings(DesiredClient desired) {
    Set<String> scopes =
        desired.scopes().stream()
            .filter(scope -> !scope.equals("openid") && !notGiven.contains(scope))
            .collect(Collectors.toUnmodifiableSet());
    return new InMemorySettings(desired, scopes, limit);
  }

  private static boolean hasSecret(DesiredClient desired) {
    return switch (desired.authentication()) {
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, CLIENT_SECRET_JWT -> true;
      case PRIVATE_KEY_JWT, NONE -> false;
    };
  }
}
