package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.controller.keycloak.ManagedFields.Unmanaged;
import io.nauthera.controller.keycloak.Tokens.Token;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.Comparison;
import io.nauthera.controller.provisioning.Comparison.Differs;
import io.nauthera.controller.provisioning.Comparison.Same;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.RegisteredClient;
import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Registers clients in one realm through the Admin REST API of Keycloak. */
final class KeycloakClientRegistry implements ClientRegistry {
  private static final int PAGE = 100;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final AdminApi api;
  private final Tokens tokens;
  private final Cached<RealmFacts> facts;
  private final KeycloakErrors errors;
  private final ClientUpdates updates;

  KeycloakClientRegistry(
      AdminApi api, Tokens tokens, Cached<RealmFacts> facts, KeycloakErrors errors) {
    this.api = api;
    this.tokens = tokens;
    this.facts = facts;
    this.errors = errors;
    this.updates = new ClientUpdates(api, facts, errors);
  }

  private interface Call<R> {
    R answer() throws UnavailableException, InterruptedException;
  }

  private <R> R answer(Call<? extends R> call, Function<Unavailable, R> failed) {
    try {
      return call.answer();
    } catch (UnavailableException e) {
      return failed.apply(e.unavailable());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed.apply(errors.noAnswer());
    }
  }

  @Override
  public Lookup find(String clientId) {
    return this.<Lookup>answer(
        () -> {
          Optional<JsonNode> client = search(clientId);
          return client.isPresent()
              ? new Found(ClientDocument.read(client.get(), errors))
              : new Absent();
        },
        unavailable -> unavailable);
  }

  /** Keycloak also shows nothing to a service account that may only list clients. */
  private Optional<JsonNode> search(String clientId)
      throws UnavailableException, InterruptedException {
    for (JsonNode client : api.list("/clients?clientId=" + KeycloakConnection.encoded(clientId))) {
      if (client.path("clientId").asText().equals(clientId)) {
        return Optional.of(client);
      }
    }
    Token token = tokens.get();
    Set<String> roles = token.roles();
    if (roles != null && !roles.contains("manage-clients") && !roles.contains("view-clients")) {
      throw new UnavailableException(errors.forbidden(token));
    }
    return Optional.empty();
  }

  @Override
  public Creation create(DesiredClient desired, String secret) {
    return this.<Creation>answer(
        () -> {
          RealmFacts known = facts.get();
          Creation first = create(desired, secret, known);
          return first instanceof Rejected && updates.areOutdated(known)
              ? create(desired, secret, facts.get())
              : first;
        },
        unavailable -> unavailable);
  }

  private Creation create(DesiredClient desired, String secret, RealmFacts known)
      throws UnavailableException, InterruptedException {
    Optional<Rejected> rejected = updates.createScopes(desired, known);
    if (rejected.isPresent()) {
      return rejected.get();
    }
    ManagedFields fields = ManagedFields.of(desired, facts.get(), Unmanaged.NONE);
    Answer answer = api.send("POST", "/clients", ClientDocument.create(desired, fields, secret));
    return switch (answer.status()) {
      case BAD_REQUEST -> KeycloakErrors.rejected(answer);
      case CONFLICT, NOT_FOUND -> existing(desired.clientId(), answer);
      default -> new Created(created(desired, fields, secret, answer));
    };
  }

  private RegisteredClient created(
      DesiredClient desired, ManagedFields fields, String secret, Answer answer)
      throws UnavailableException, InterruptedException {
    String location = answer.location();
    String id = location == null ? "" : location.substring(location.lastIndexOf('/') + 1);
    if (id.isEmpty()) {
      JsonNode found = search(desired.clientId()).orElseThrow(() -> errors.unexpected(answer));
      return ClientDocument.read(found, errors);
    }
    return new RegisteredClient(
        id, desired.clientId(), desired.owner(), fields.needsSecret() ? secret : null, fields);
  }

  /**
   * Another request was faster, or the answer to our own was lost, or the client id belongs to
   * another client in other letter case: the names of service accounts ignore case, and Keycloak
   * answers 409 or 404.
   */
  private Creation existing(String clientId, Answer answer)
      throws UnavailableException, InterruptedException {
    if (search(clientId).isPresent()) {
      return new Exists(clientId);
    }
    String query = "/clients?search=true&first=0&max=" + PAGE + "&clientId=";
    for (JsonNode client : api.longList(query + KeycloakConnection.encoded(clientId))) {
      if (client.path("clientId").asText().equalsIgnoreCase(clientId)) {
        return new Exists(client.path("clientId").asText());
      }
    }
    throw errors.refused(answer, tokens.get());
  }

  @Override
  public Comparison compare(RegisteredClient actual, DesiredClient desired) {
    return this.<Comparison>answer(
        () -> {
          SortedSet<String> fields = updates.differences(actual, desired, facts.get());
          return fields.isEmpty() ? new Same() : new Differs(fields);
        },
        unavailable -> unavailable);
  }

  @Override
  public Update update(RegisteredClient actual, DesiredClient desired, Supplier<String> newSecret) {
    return this.<Update>answer(
        () -> updates.update(actual, desired, newSecret), unavailable -> unavailable);
  }

  @Override
  public Removal remove(RegisteredClient client) {
    return leave(client, () -> api.call("DELETE", path(client)));
  }

  @Override
  public Removal release(RegisteredClient client) {
    ObjectNode change = ClientDocument.release((ManagedFields) client.settings());
    return leave(client, () -> updates.put(client.id(), change));
  }

  private Removal leave(RegisteredClient client, Call<Answer> call) {
    return this.<Removal>answer(
        () -> {
          try {
            Answer answer = call.answer();
            if (answer.isSuccess() || ClientUpdates.isClientMissing(answer)) {
              return new Removed();
            }
            throw errors.refused(answer, tokens.get());
          } catch (UnavailableException e) {
            // Keycloak answers 500 to all but one of several simultaneous removals.
            if (e.unavailable().cause() == Cause.FAILED
                && ClientUpdates.isClientMissing(api.call("GET", path(client)))) {
              return new Removed();
            }
            throw e;
          }
        },
        unavailable -> unavailable);
  }

  private static String path(RegisteredClient client) {
    return "/clients/" + client.id();
  }

  @Override
  public PageResult page(int first) {
    return this.<PageResult>answer(
        () -> {
          JsonNode clients = api.longList("/clients?first=" + first + "&max=" + PAGE);
          List<RegisteredClient> managed = new ArrayList<>();
          for (JsonNode client : clients) {
            if (ClientDocument.owner(client.path("attributes")) != null) {
              managed.add(ClientDocument.read(client, errors));
            }
          }
          return new Page(managed, clients.size() < PAGE ? -1 : first + PAGE);
        },
        unavailable -> unavailable);
  }
}
